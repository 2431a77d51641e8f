package dev.irpflow.server;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.WaitType;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The thread that listens, and begins a thread for each connection. */
final class Listener {
    private final Routines kernel;
    private final CompletionRoutine signal;
    private final WskRegistrationId registration;
    private final FileServerSettings settings;
    private final Supplier<Conversation> conversations;
    private final EventId stop;
    private final List<Connection> connections = new ArrayList<>();

    Listener(
            Routines kernel,
            CompletionRoutine signal,
            WskRegistrationId registration,
            FileServerSettings settings,
            Supplier<Conversation> conversations) {
        this.kernel = kernel;
        this.signal = signal;
        this.registration = registration;
        this.settings = settings;
        this.conversations = conversations;
        this.stop = kernel.ke().initializeEvent(EventType.NotificationEvent, false);
    }

    /** Signalled to end the thread and all that it began. */
    EventId stop() {
        return stop;
    }

    /** The body of the thread. */
    void run() {
        Wsk.CaptureProviderNPIResult captured =
                kernel.wsk().captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
        if (!captured.isSuccess()) {
            return; // the driver is being unloaded, or this WSK is too old for it
        }
        do {
            WaitableIrp irp = WaitableIrp.allocate(kernel, signal);
            if (irp != null) {
                listen(captured.client(), irp);
                irp.free();
            }
        } while (!stopsWithin(settings.retryMs()));
        // Sockets outlive the release, but nothing of ours does.
        connections.forEach(Connection::stop);
        connections.forEach(Connection::join);
        kernel.wsk().releaseProviderNPI(registration);
    }

    // Ends when the driver is unloaded or the socket has become useless.
    private void listen(WskClientId client, WaitableIrp irp) {
        kernel.wsk()
                .socket(
                        client,
                        Wsk.AF_INET,
                        Wsk.SOCK_STREAM,
                        Wsk.IPPROTO_TCP,
                        Wsk.WSK_FLAG_LISTEN_SOCKET,
                        null,
                        null,
                        null,
                        null,
                        null,
                        irp.prepare());
        irp.await(FOREVER);
        if (!NtStatuses.isSuccess(irp.status())) {
            return;
        }
        WskSocketId socket = new WskSocketId(irp.information());
        // No address: it listens on all addresses of the machine.
        SocketAddress any =
                SocketAddress.newBuilder().setFamily(Wsk.AF_INET).setPort(settings.port()).build();
        kernel.wsk().bind(socket, any, 0, irp.prepare());
        irp.await(FOREVER);
        if (NtStatuses.isSuccess(irp.status())) {
            accept(socket, irp);
        }
        close(socket, irp);
    }

    private void accept(WskSocketId listening, WaitableIrp irp) {
        while (true) {
            kernel.wsk().accept(listening, 0, null, null, irp.prepare());
            if (!awaitOrStop(irp)) {
                irp.cancel();
                if (NtStatuses.isSuccess(irp.status())) { // the connection came first
                    close(new WskSocketId(irp.information()), irp);
                }
                return;
            }
            if (!NtStatuses.isSuccess(irp.status())) {
                return; // the socket is worn out: the caller makes a new one
            }
            serve(new WskSocketId(irp.information()), irp);
        }
    }

    private void serve(WskSocketId socket, WaitableIrp irp) {
        forgetEnded();
        Connection connection =
                Connection.begin(kernel, signal, settings, socket, conversations.get());
        if (connection == null) {
            close(socket, irp); // no memory for a thread or for its IRPs: the client may try again
        } else {
            connections.add(connection);
        }
    }

    private void forgetEnded() {
        List<Connection> ended = connections.stream().filter(Connection::hasEnded).toList();
        ended.forEach(Connection::join);
        connections.removeAll(ended);
    }

    private void close(WskSocketId socket, WaitableIrp irp) {
        kernel.wsk().closeSocket(socket, irp.prepare());
        irp.await(FOREVER);
    }

    // True when the operation has ended, false when the driver is to stop.
    private boolean awaitOrStop(WaitableIrp irp) {
        NtStatus which =
                kernel.ke()
                        .waitForMultipleObjects(
                                List.of(irp.done(), stop),
                                WaitType.WaitAny,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false);
        boolean done = which == NtStatus.STATUS_SUCCESS;
        if (done) {
            irp.consumed();
        }
        return done;
    }

    private boolean stopsWithin(long milliseconds) {
        @Nullable Long timeout = WaitableIrp.milliseconds(milliseconds);
        return kernel.ke()
                        .waitForSingleObject(
                                stop,
                                KWaitReason.Executive,
                                KProcessorMode.KernelMode,
                                false,
                                timeout)
                != NtStatus.STATUS_TIMEOUT;
    }
}
