package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.tcpip.TcpSent;
import dev.irpflow.protocol.wsk.WskSend;

/**
 * WskSend: the transport takes the data at once, and the IRP ends when the peer has acknowledged
 * them. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md.
 */
final class Sending {
    private static final int WSK_FLAG_NODELAY = 0x2;

    private final Disconnecting disconnecting;

    Sending(Disconnecting disconnecting) {
        this.disconnecting = disconnecting;
    }

    void send(Agenda agenda, Pending send, Sink sink) {
        WskSend request = (WskSend) send.request();
        if ((request.getFlags() & ~WSK_FLAG_NODELAY) != 0) {
            agenda.finish(send, NtStatus.STATUS_NOT_SUPPORTED, 0);
            return;
        }
        if (!send.pend(sink.self())) {
            agenda.finish(send, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        Connection connection = Addresses.connection(send.socket());
        ByteString data = data(request.getBuffer(), send, agenda, sink);
        send.done(data.size());
        connection
                .sends()
                .give(
                        send,
                        TcpSend.newBuilder()
                                .setEndpoint(connection.endpoint())
                                .setData(data)
                                .build(),
                        agenda);
    }

    /** The transport has answered TcpSend, or TcpDisconnect. */
    void taken(Return answer, Agenda agenda, Pending pending, Sink sink) {
        Socket socket = pending.socket();
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            refused(answer, agenda, pending, sink);
        }
        if (socket.state() instanceof SocketState.Connected connected) {
            connected.connection().sends().returned(agenda);
        }
    }

    private void refused(Return answer, Agenda agenda, Pending pending, Sink sink) {
        Socket socket = pending.socket();
        if (socket.state() instanceof SocketState.Connected connected) {
            connected.connection().refused(pending);
            if (Losing.isTold(answer)) {
                Losing.lose(socket, agenda, sink);
            }
        }
        if (pending.claim()) {
            NtStatus status = WskStatus.ofTransport(answer.status(), sink);
            agenda.finish(pending, Losing.statusOr(socket, status), 0);
        }
    }

    /** IoCancelIrp has won a send. */
    void cancelled(Agenda agenda, Pending send, Sink sink) {
        if (send.socket().state() instanceof SocketState.Connected connected
                && !connected.connection().sends().withdraw(send)) {
            // WskChoice.CANCELLED_SEND
            NtStatus status = WskStatus.ABORTED_CONNECTION.in(sink);
            disconnecting.abort(send.socket(), status, agenda, sink);
        }
    }

    void sent(Agenda agenda, TcpSent request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null || !(socket.state() instanceof SocketState.Connected connected)) {
            return; // aborted or closing: its sends have ended
        }
        connected.connection().sends().acknowledged(request.getSends(), agenda);
        if (request.getDisconnected()) {
            connected.connection().finished(agenda);
        }
    }

    /** What lies in a client's buffer; the client answers for where the buffer is. */
    static ByteString data(BufferRef buffer, Pending pending, Agenda agenda, Sink sink) {
        Irql irql = agenda.call().strand().irql();
        Place client = pending.socket().registration().owner();
        return sink.machine().memory().read(buffer, irql, client);
    }
}
