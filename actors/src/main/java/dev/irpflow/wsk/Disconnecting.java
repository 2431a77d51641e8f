package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAbort;
import dev.irpflow.protocol.tcpip.TcpAborted;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpDisconnect;
import dev.irpflow.protocol.tcpip.TcpSend;
import dev.irpflow.protocol.wsk.WskDisconnect;

/**
 * WskDisconnect, and connections that end by themselves. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_disconnect.md.
 */
final class Disconnecting {
    private static final int WSK_FLAG_ABORTIVE = 0x1;

    /** Whether a WskDisconnect is abortive, and so may end inline. */
    static boolean isAbortive(WskDisconnect request) {
        return (request.getFlags() & WSK_FLAG_ABORTIVE) != 0;
    }

    void disconnect(Agenda agenda, Pending disconnect, Sink sink) {
        WskDisconnect request = (WskDisconnect) disconnect.request();
        boolean abortive = isAbortive(request);
        if ((request.getFlags() & ~WSK_FLAG_ABORTIVE) != 0 || (abortive && request.hasBuffer())) {
            agenda.refuse(disconnect, WskStatus.INVALID_PARAMETER, sink);
        } else if (abortive) {
            abort(disconnect.socket(), WskStatus.ABORTED_SENDS.in(sink), agenda, sink);
            agenda.finish(disconnect, NtStatus.STATUS_SUCCESS, 0);
        } else {
            begin(agenda, disconnect, request, sink);
        }
    }

    private static void begin(Agenda agenda, Pending disconnect, WskDisconnect request, Sink sink) {
        Connection connection = Addresses.connection(disconnect.socket());
        if (!connection.maySend()) {
            agenda.refuse(disconnect, WskStatus.WRONG_STATE, sink);
            return;
        }
        if (!disconnect.pend(sink.self())) {
            agenda.finish(disconnect, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        connection.finishSending(disconnect);
        if (request.hasBuffer()) {
            TcpSend last = lastData(agenda, connection, disconnect, sink);
            connection.sends().give(disconnect, last, agenda);
        }
        TcpDisconnect fin = TcpDisconnect.newBuilder().setEndpoint(connection.endpoint()).build();
        connection.sends().give(disconnect, fin, agenda);
    }

    /** Resets the connection: what is on its way to the peer ends with this status. */
    void abort(Socket socket, NtStatus toPeer, Agenda agenda, Sink sink) {
        if (socket.state() instanceof SocketState.Connected connected) {
            Connection connection = connected.connection();
            NtStatus aborted = WskStatus.ABORTED_CONNECTION.in(sink);
            socket.become(new SocketState.Aborted(connection, aborted), sink);
            agenda.request(TcpAbort.newBuilder().setEndpoint(connection.endpoint()).build());
            connection.fail(toPeer, aborted, agenda);
        }
    }

    /** The peer has reset the connection, or is gone. */
    void aborted(Agenda agenda, TcpAborted request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null || !(socket.state() instanceof SocketState.Connected connected)) {
            return;
        }
        Connection connection = connected.connection();
        AcceptQueue backlog = socket.backlog();
        if (backlog != null) {
            backlog.remove(socket);
            sink.machine().objects().remove(socket);
            agenda.request(TcpClose.newBuilder().setEndpoint(connection.endpoint()).build());
            return;
        }
        NtStatus why = WskStatus.ofTransport(request.getStatus(), sink);
        socket.become(new SocketState.Aborted(connection, why), sink);
        connection.fail(why, why, agenda);
        connection.events().disconnected(Events.Disconnect.ABORTIVE);
        agenda.indicate(socket);
    }

    private static TcpSend lastData(
            Agenda agenda, Connection connection, Pending disconnect, Sink sink) {
        WskDisconnect request = (WskDisconnect) disconnect.request();
        return TcpSend.newBuilder()
                .setEndpoint(connection.endpoint())
                .setData(Sending.data(request.getBuffer(), disconnect, agenda, sink))
                .build();
    }
}
