package dev.irpflow.redirector;

import static dev.irpflow.driver.blocking.WaitableIrp.FOREVER;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Ex;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskClientId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.fileserver.Frames;
import dev.irpflow.protocol.fileserver.Request;
import dev.irpflow.protocol.fileserver.Response;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection over WSK that carries frames, and when it is lost the next one. Sending and
 * receiving have an IRP and a buffer each, so that both can be under way; everything else uses a
 * third IRP. It belongs to one thread.
 */
final class Wire {
    private static final String POOL_TAG = "SRdr";
    private static final long FAREWELL_MS = 2_000;

    /** What has come of the part of a frame that was to be received. */
    sealed interface Received {
        /** The header is there and the message is being received now. */
        record Header() implements Received {}

        /** A whole response. */
        record Message(Response response) implements Received {}

        /** Nothing more can be received, and why. */
        record Nothing(NtStatus why) implements Received {}
    }

    private final Routines kernel;
    private final WaitableIrp control;
    private final WaitableIrp sending;
    private final WaitableIrp receiving;
    private final BufferRef sendBuffer;
    private final BufferRef receiveBuffer;
    private @Nullable WskSocketId socket;
    private int expected;
    private boolean expectsHeader;
    private NtStatus whyNoAnswer = NtStatus.STATUS_SUCCESS;

    private Wire(
            Routines kernel, WaitableIrp[] irps, BufferRef sendBuffer, BufferRef receiveBuffer) {
        this.kernel = kernel;
        this.control = irps[0];
        this.sending = irps[1];
        this.receiving = irps[2];
        this.sendBuffer = sendBuffer;
        this.receiveBuffer = receiveBuffer;
    }

    /** Allocates what a connection needs; null if there is no memory, and then nothing is held. */
    static @Nullable Wire allocate(Routines kernel, CompletionRoutine signal) {
        BufferRef send = buffer(kernel);
        BufferRef receive = buffer(kernel);
        WaitableIrp control = WaitableIrp.allocate(kernel, signal);
        WaitableIrp sending = WaitableIrp.allocate(kernel, signal);
        WaitableIrp receiving = WaitableIrp.allocate(kernel, signal);
        if (send != null
                && receive != null
                && control != null
                && sending != null
                && receiving != null) {
            return new Wire(kernel, new WaitableIrp[] {control, sending, receiving}, send, receive);
        }
        for (WaitableIrp irp : new @Nullable WaitableIrp[] {control, sending, receiving}) {
            if (irp != null) {
                irp.free();
            }
        }
        for (BufferRef buffer : new @Nullable BufferRef[] {send, receive}) {
            if (buffer != null) {
                kernel.ex().freePool(buffer);
            }
        }
        return null;
    }

    private static @Nullable BufferRef buffer(Routines kernel) {
        return kernel.ex()
                .allocatePool2(
                        Ex.POOL_FLAG_NON_PAGED, Frames.HEADER + Frames.MAX_MESSAGE, POOL_TAG);
    }

    /** Gives everything back; it must be closed. */
    void free() {
        control.free();
        sending.free();
        receiving.free();
        kernel.ex().freePool(sendBuffer);
        kernel.ex().freePool(receiveBuffer);
    }

    /** Whether there is a connection, as far as one knows. */
    boolean isOpen() {
        return socket != null;
    }

    /** What is sent; its event says when all bytes are with the server. */
    WaitableIrp sending() {
        return sending;
    }

    /** What is received. */
    WaitableIrp receiving() {
        return receiving;
    }

    /** Connects, or fails within this time. */
    NtStatus connect(WskClientId client, SocketAddress to, long withinMs) {
        SocketAddress any = SocketAddress.newBuilder().setFamily(Wsk.AF_INET).build();
        kernel.wsk()
                .socketConnect(
                        client,
                        Wsk.SOCK_STREAM,
                        Wsk.IPPROTO_TCP,
                        any,
                        to,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        control.prepare());
        boolean inTime = control.await(WaitableIrp.milliseconds(withinMs));
        // A cancelled connect may have succeeded in the last moment: then there is a socket.
        control.cancel();
        NtStatus status = control.status();
        if (NtStatuses.isSuccess(status)) {
            socket = new WskSocketId(control.information());
            return status;
        }
        return inTime ? status : NtStatus.STATUS_IO_TIMEOUT;
    }

    /** Begins to send a request. */
    void send(Request request) {
        ByteString frame = Frames.frame(request);
        BufferRef part = sendBuffer.toBuilder().setLength(frame.size()).build();
        kernel.mm().write(part, frame.toByteArray());
        kernel.wsk().send(open(), part, 0, sending.prepare());
    }

    /** Begins to receive a frame. */
    void receive() {
        expectsHeader = true;
        receive(Frames.HEADER);
    }

    /** The receiving IRP is done: takes what it brought, and goes on with the frame. */
    Received received() {
        NtStatus status = receiving.status();
        if (!NtStatuses.isSuccess(status)) {
            return new Received.Nothing(status);
        }
        if (receiving.information() < expected) { // the server has closed its side
            return new Received.Nothing(NtStatus.STATUS_CONNECTION_DISCONNECTED);
        }
        BufferRef part = receiveBuffer.toBuilder().setLength(expected).build();
        ByteString bytes = ByteString.copyFrom(kernel.mm().read(part));
        if (expectsHeader) {
            long length = Frames.length(bytes);
            if (!Frames.isLegal(length)) {
                return new Received.Nothing(NtStatus.STATUS_INVALID_NETWORK_RESPONSE);
            }
            expectsHeader = false;
            receive((int) length);
            return new Received.Header();
        }
        Response response = Frames.response(bytes);
        return response == null
                ? new Received.Nothing(NtStatus.STATUS_INVALID_NETWORK_RESPONSE)
                : new Received.Message(response);
    }

    private void receive(int length) {
        expected = length;
        BufferRef part = receiveBuffer.toBuilder().setLength(length).build();
        // WAITALL: completes with all the bytes, or with fewer if the server closes its side.
        kernel.wsk().receive(open(), part, Wsk.WSK_FLAG_WAITALL, receiving.prepare());
    }

    /**
     * Sends a request and waits for its response, each within this time: for the beginning of a
     * connection, when nothing else is under way on it. Null if it does not come; {@link
     * #whyNoAnswer} says why.
     */
    @Nullable Response ask(Request request, long withinMs) {
        send(request);
        if (!sending.await(WaitableIrp.milliseconds(withinMs))) {
            whyNoAnswer = NtStatus.STATUS_IO_TIMEOUT;
            return null;
        }
        if (!NtStatuses.isSuccess(sending.status())) {
            whyNoAnswer = sending.status();
            return null;
        }
        receive();
        while (receiving.await(WaitableIrp.milliseconds(withinMs))) {
            switch (received()) {
                case Received.Header() -> {}
                case Received.Message(Response response) -> {
                    if (response.getId() == request.getId()) {
                        return response;
                    }
                    whyNoAnswer = NtStatus.STATUS_INVALID_NETWORK_RESPONSE;
                    return null;
                }
                case Received.Nothing(NtStatus why) -> {
                    whyNoAnswer = why;
                    return null;
                }
            }
        }
        whyNoAnswer = NtStatus.STATUS_IO_TIMEOUT;
        return null;
    }

    /** Why {@link #ask} had no answer. */
    NtStatus whyNoAnswer() {
        return whyNoAnswer;
    }

    /** Ends the connection as one should: both sides say that they have sent everything. */
    void disconnect() {
        if (socket != null && !sending.isUnderWay() && !receiving.isUnderWay()) {
            kernel.wsk().disconnect(socket, null, 0, control.prepare());
            if (control.await(WaitableIrp.milliseconds(FAREWELL_MS))
                    && NtStatuses.isSuccess(control.status())) {
                receive(Frames.HEADER); // ends with no bytes when the server has closed its side
                receiving.await(WaitableIrp.milliseconds(FAREWELL_MS));
            }
            control.cancel();
        }
        close();
    }

    /** Ends the connection at once: what is under way ends, and both IRPs are free again. */
    void close() {
        if (socket == null) {
            return;
        }
        kernel.wsk().closeSocket(socket, control.prepare());
        control.await(FOREVER);
        sending.await(FOREVER);
        receiving.await(FOREVER);
        socket = null;
    }

    private WskSocketId open() {
        if (socket == null) {
            throw new IllegalStateException("there is no connection");
        }
        return socket;
    }
}
