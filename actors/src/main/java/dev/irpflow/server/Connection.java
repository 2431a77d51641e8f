package dev.irpflow.server;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.fileserver.Frames;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one connection: it reads a request, answers it, and reads the next. Whatever goes
 * wrong, and whatever the client sends that is no request, ends the connection, and everything that
 * belongs to it is given back.
 */
final class Connection {
    private static final String POOL_TAG = "FSrv";

    /** How long a client may take to close its side after we have closed ours. */
    private static final long FAREWELL_MS = 5_000;

    private final Routines kernel;
    private final FileServerSettings settings;
    private final WskSocketId socket;
    private final Conversation conversation;
    private final WaitableIrp transfer;
    private final WaitableIrp closing;
    private final BufferRef buffer;
    private final EventId stop;
    private @Nullable SystemThread thread;
    private boolean ended;

    private Connection(
            Routines kernel,
            FileServerSettings settings,
            WskSocketId socket,
            Conversation conversation,
            Resources resources) {
        this.kernel = kernel;
        this.settings = settings;
        this.socket = socket;
        this.conversation = conversation;
        this.transfer = resources.transfer();
        this.closing = resources.closing();
        this.buffer = resources.buffer();
        this.stop = kernel.ke().initializeEvent(EventType.NotificationEvent, false);
    }

    // All or nothing of what a connection needs.
    private record Resources(WaitableIrp transfer, WaitableIrp closing, BufferRef buffer) {
        static @Nullable Resources allocate(Routines kernel, CompletionRoutine signal) {
            WaitableIrp transfer = WaitableIrp.allocate(kernel, signal);
            WaitableIrp closing = WaitableIrp.allocate(kernel, signal);
            BufferRef buffer =
                    kernel.ex()
                            .allocatePool2(
                                    Ex.POOL_FLAG_NON_PAGED,
                                    Frames.HEADER + Frames.MAX_MESSAGE,
                                    POOL_TAG);
            if (transfer != null && closing != null && buffer != null) {
                return new Resources(transfer, closing, buffer);
            }
            if (transfer != null) {
                transfer.free();
            }
            if (closing != null) {
                closing.free();
            }
            if (buffer != null) {
                kernel.ex().freePool(buffer);
            }
            return null;
        }

        void free(Routines kernel) {
            transfer.free();
            closing.free();
            kernel.ex().freePool(buffer);
        }
    }

    /** Begins to serve an accepted socket; null if there is no memory, and nothing has happened. */
    static @Nullable Connection begin(
            Routines kernel,
            CompletionRoutine signal,
            FileServerSettings settings,
            WskSocketId socket,
            Conversation conversation) {
        Resources resources = Resources.allocate(kernel, signal);
        if (resources == null) {
            return null;
        }
        Connection connection = new Connection(kernel, settings, socket, conversation, resources);
        SystemThread thread = SystemThread.begin(kernel, call -> connection.run());
        if (!thread.isBegun()) {
            resources.free(kernel);
            return null;
        }
        connection.thread = thread;
        return connection;
    }

    /** Lets the thread end soon. */
    void stop() {
        kernel.ke().setEvent(stop, Ke.IO_NO_INCREMENT, false);
    }

    /** Whether the thread has nothing left to do. */
    boolean hasEnded() {
        return ended;
    }

    /** Waits for the end of the thread. */
    void join() {
        if (thread != null) {
            thread.join();
        }
    }

    private void run() {
        conversation.whenForgotten(this::stop);
        if (serve()) {
            sayFarewell();
        }
        conversation.end();
        // Cancels what is under way, and aborts the connection unless both sides have closed it.
        kernel.wsk().closeSocket(socket, closing.prepare());
        closing.await(FOREVER);
        transfer.await(FOREVER);
        transfer.free();
        closing.free();
        kernel.ex().freePool(buffer);
        ended = true;
    }

    // True when the client has closed its side between two requests, as it should.
    private boolean serve() {
        while (true) {
            ByteString header = receive(Frames.HEADER);
            if (header == null) {
                return !transfer.isUnderWay()
                        && NtStatuses.isSuccess(transfer.status())
                        && transfer.information() == 0;
            }
            long length = Frames.length(header);
            ByteString message = Frames.isLegal(length) ? receive((int) length) : null;
            Request request = message == null ? null : Frames.request(message);
            if (request == null || !send(Frames.frame(conversation.answer(request)))) {
                return false;
            }
        }
    }

    private void sayFarewell() {
        kernel.wsk().disconnect(socket, null, 0, transfer.prepare());
        endsInTime(FAREWELL_MS);
    }

    // Exactly so many bytes; null if they do not come, and then nothing more can be read.
    private @Nullable ByteString receive(int length) {
        BufferRef part = part(length);
        kernel.wsk().receive(socket, part, Wsk.WSK_FLAG_WAITALL, transfer.prepare());
        return endsInTime(settings.idleMs())
                        && NtStatuses.isSuccess(transfer.status())
                        && transfer.information() == length
                ? ByteString.copyFrom(kernel.mm().read(part))
                : null;
    }

    private boolean send(ByteString frame) {
        BufferRef part = part(frame.size());
        kernel.mm().write(part, frame.toByteArray());
        kernel.wsk().send(socket, part, 0, transfer.prepare());
        return endsInTime(settings.idleMs()) && NtStatuses.isSuccess(transfer.status());
    }

    private BufferRef part(int length) {
        return buffer.toBuilder().setLength(length).build();
    }

    // False if the connection is to stop or the client has been silent for too long: the operation
    // is still under way, and closing the socket will end it.
    private boolean endsInTime(long milliseconds) {
        @Nullable Long timeout = WaitableIrp.milliseconds(milliseconds);
        NtStatus which =
                kernel.ke()
                        .waitForMultipleObjects(
                                List.of(transfer.done(), stop),
                                WaitType.WaitAny,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                timeout,
                                null);
        boolean done = which == NtStatus.STATUS_SUCCESS;
        if (done) {
            transfer.consumed();
        }
        return done;
    }
}
