package dev.irpflow.wsk;

import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.wsk.WskDisconnect;
import org.jspecify.annotations.Nullable;

/** Who carries out which function, once WSK has taken its IRP. */
final class Operations {
    private final Opening opening = new Opening();
    private final Binding binding = new Binding();
    private final Connecting connecting;
    private final Accepting accepting;
    private final Inspecting inspecting;
    private final Disconnecting disconnecting;
    private final Sending sending;
    private final Receiving receiving;
    private final DatagramSending datagramSending = new DatagramSending();
    private final DatagramReceiving datagramReceiving;
    private final Addresses addresses = new Addresses();
    private final SocketControl control;
    private final Closing closing;
    private final Transports transports;

    Operations(
            Connecting connecting,
            Accepting accepting,
            Inspecting inspecting,
            Disconnecting disconnecting,
            Sending sending,
            Receiving receiving,
            DatagramReceiving datagramReceiving,
            SocketControl control,
            Closing closing,
            Transports transports) {
        this.connecting = connecting;
        this.accepting = accepting;
        this.inspecting = inspecting;
        this.disconnecting = disconnecting;
        this.sending = sending;
        this.receiving = receiving;
        this.datagramReceiving = datagramReceiving;
        this.control = control;
        this.closing = closing;
        this.transports = transports;
    }

    /**
     * Whether all of it may happen later. The others say themselves what they do at once: they wait
     * for the peer, or have a place in a queue.
     */
    boolean mayPendAsAWhole(Pending pending) {
        return switch (pending.operation()) {
            case SOCKET,
                    BIND,
                    LISTEN,
                    INSPECT_COMPLETE,
                    SEND_TO,
                    SEND_MESSAGES,
                    GET_LOCAL_ADDRESS,
                    GET_REMOTE_ADDRESS ->
                    true;
            case DISCONNECT -> Disconnecting.isAbortive((WskDisconnect) pending.request());
            case CONTROL -> control.mayPendAsAWhole(pending);
            case SOCKET_CONNECT, ACCEPT, CONNECT, SEND, RECEIVE, RECEIVE_FROM, CLOSE -> false;
            case CONTROL_CLIENT, GET_ADDRESS_INFO, GET_NAME_INFO -> false;
        };
    }

    /** Whether it can be cancelled before it has begun, where all of it happens later. */
    static boolean isCancelledBefore(Pending pending) {
        return switch (pending.operation()) {
            case SEND_TO, SEND_MESSAGES -> true;
            case SOCKET,
                    SOCKET_CONNECT,
                    CONTROL_CLIENT,
                    GET_ADDRESS_INFO,
                    GET_NAME_INFO,
                    BIND,
                    LISTEN,
                    ACCEPT,
                    INSPECT_COMPLETE,
                    CONNECT,
                    SEND,
                    RECEIVE,
                    DISCONNECT,
                    RECEIVE_FROM,
                    GET_LOCAL_ADDRESS,
                    GET_REMOTE_ADDRESS,
                    CONTROL,
                    CLOSE ->
                    false;
        };
    }

    /** Does it, or refuses it where the socket's phase does. */
    void carryOut(Agenda agenda, Pending pending, Sink sink) {
        NtStatus refusal = refusal(pending, sink);
        if (refusal != null) {
            agenda.finish(pending, refusal, 0);
            return;
        }
        switch (pending.operation()) {
            case SOCKET -> opening.open(agenda, pending, sink);
            case SOCKET_CONNECT -> connecting.socketConnect(agenda, pending, sink);
            case BIND -> binding.bind(agenda, pending, sink);
            case LISTEN -> binding.listen(agenda, pending, sink);
            case ACCEPT -> accepting.accept(agenda, pending, sink);
            case INSPECT_COMPLETE -> inspecting.complete(agenda, pending, sink);
            case CONNECT -> connecting.connect(agenda, pending, sink);
            case SEND -> sending.send(agenda, pending, sink);
            case RECEIVE -> receiving.receive(agenda, pending, sink);
            case DISCONNECT -> disconnecting.disconnect(agenda, pending, sink);
            case SEND_TO, SEND_MESSAGES -> datagramSending.send(agenda, pending, sink);
            case RECEIVE_FROM -> datagramReceiving.receive(agenda, pending, sink);
            case GET_LOCAL_ADDRESS -> addresses.local(agenda, pending);
            case GET_REMOTE_ADDRESS -> addresses.remote(agenda, pending);
            case CONTROL -> control.control(agenda, pending, sink);
            case CLOSE -> closing.close(agenda, pending, sink);
            case CONTROL_CLIENT, GET_ADDRESS_INFO, GET_NAME_INFO ->
                    throw new IllegalStateException(pending + " is one of ClientFunctions");
        }
    }

    // A function of a client object is legal as long as the client may call it at all and there is
    // a transport for it.
    private @Nullable NtStatus refusal(Pending pending, Sink sink) {
        Operation operation = pending.operation();
        if (!operation.isOfClient()) {
            return WrongState.refusal(pending, sink);
        }
        WskStatus refusal = transports.refusal(pending.request(), sink);
        return refusal == null ? null : refusal.of(pending.request(), sink);
    }

    /** The transport has answered what it was asked for this function. */
    void answered(Return answer, Agenda agenda, Pending asker, Sink sink) {
        boolean bound = answer.call().request() instanceof TcpBind;
        switch (asker.operation()) {
            case BIND -> {
                if (bound || answer.call().request() instanceof UdpBind) {
                    binding.bound(answer, agenda, asker, sink);
                } else {
                    binding.listening(answer, agenda, asker, sink);
                }
            }
            case LISTEN -> binding.listening(answer, agenda, asker, sink);
            case SOCKET_CONNECT, CONNECT -> {
                if (bound) {
                    connecting.bound(answer, agenda, asker, sink);
                } else if (answer.call().request() instanceof TcpSend) {
                    sending.taken(answer, agenda, asker, sink);
                } else {
                    connecting.begun(answer, agenda, asker, sink);
                }
            }
            case INSPECT_COMPLETE -> inspecting.decided(answer, agenda, asker, sink);
            case SEND, DISCONNECT -> sending.taken(answer, agenda, asker, sink);
            case SEND_TO, SEND_MESSAGES -> datagramSending.sent(answer, agenda, asker, sink);
            case CONTROL -> control.answered(answer, agenda, asker, sink);
            case SOCKET,
                    ACCEPT,
                    RECEIVE,
                    RECEIVE_FROM,
                    GET_LOCAL_ADDRESS,
                    GET_REMOTE_ADDRESS,
                    CLOSE,
                    CONTROL_CLIENT,
                    GET_ADDRESS_INFO,
                    GET_NAME_INFO ->
                    throw new IllegalStateException(asker + " has asked the transport nothing");
        }
    }
}
