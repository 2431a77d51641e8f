package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAbort;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpConnect;
import dev.irpflow.protocol.tcpip.TcpConnectFailed;
import dev.irpflow.protocol.tcpip.TcpConnected;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskConnect;
import dev.irpflow.protocol.wsk.WskConnectEx;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import org.jspecify.annotations.Nullable;

/**
 * WskConnect and WskConnectEx, and WskSocketConnect, which makes, binds and connects a socket in
 * one step. Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_connect.md, nc-wsk-pfn_wsk_connect_ex.md,
 * nc-wsk-pfn_wsk_socket_connect.md.
 */
final class Connecting {
    private final SendBacklog backlog;

    Connecting(SendBacklog backlog) {
        this.backlog = backlog;
    }

    void connect(Agenda agenda, Pending connect, Sink sink) {
        boolean isFlagged;
        SocketAddress address;
        if (connect.request() instanceof WskConnectEx request) {
            isFlagged = request.getFlags() != 0;
            address = request.getRemoteAddress();
        } else {
            WskConnect request = (WskConnect) connect.request();
            isFlagged = request.getFlags() != 0;
            address = request.getRemoteAddress();
        }
        TransportAddress remote = Addresses.of(address, connect.socket());
        if (isFlagged) {
            agenda.refuse(connect, WskStatus.INVALID_PARAMETER, sink);
        } else if (FirstData.isTooLong(connect)) {
            agenda.finish(connect, NtStatus.STATUS_BUFFER_OVERFLOW, 0);
        } else if (remote == null) {
            agenda.refuse(connect, WskStatus.INVALID_ADDRESS, sink);
        } else {
            begin(agenda, connect, (SocketState.Bound) connect.socket().state(), remote, sink);
        }
    }

    void socketConnect(Agenda agenda, Pending connect, Sink sink) {
        WskSocketConnect request = (WskSocketConnect) connect.request();
        AddressFamily family = AddressFamily.of(request.getLocalAddress().getFamily());
        WskStatus refusal =
                Opening.refusalOfTransport(family, request.getSocketType(), request.getProtocol());
        if (family == null || refusal != null || request.getFlags() != 0) {
            WskStatus why = refusal != null ? refusal : WskStatus.INVALID_PARAMETER;
            agenda.refuse(connect, why, sink);
            return;
        }
        Socket socket = new Socket(connect.registration(), SocketCategory.CONNECTION, family);
        TransportAddress local = Addresses.of(request.getLocalAddress(), socket);
        if (local == null || Addresses.of(request.getRemoteAddress(), socket) == null) {
            agenda.refuse(connect, WskStatus.INVALID_ADDRESS, sink);
            return;
        }
        CachedDescriptor security = connect.descriptor();
        if (security != null) {
            socket.options().secure(security);
        }
        sink.machine().objects().add(socket);
        socket.give(
                request.hasSocketContext() ? request.getSocketContext() : null,
                request.getDispatch());
        socket.become(new SocketState.Binding(), sink);
        connect.about(socket);
        agenda.ask(socket.options().bind(socket.id(), local), connect);
    }

    /** TcpBind has answered, as the first half of WskSocketConnect. */
    void bound(Return answer, Agenda agenda, Pending connect, Sink sink) {
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            sink.machine().objects().remove(connect.socket());
            agenda.finish(connect, WskStatus.ofTransport(answer.status(), sink), 0);
            return;
        }
        TcpBind.Out out = answer.out(TcpBind.Out.class);
        WskSocketConnect request = (WskSocketConnect) connect.request();
        TransportAddress remote = Addresses.of(request.getRemoteAddress(), connect.socket());
        SocketState.Bound bound = new SocketState.Bound(out.getEndpoint(), out.getLocal());
        if (remote != null) {
            begin(agenda, connect, bound, remote, sink);
        }
    }

    /** TcpConnect has answered: a success is not the end, but a failure is. */
    void begun(Return answer, Agenda agenda, Pending connect, Sink sink) {
        Socket socket = connect.socket();
        if (Losing.isTold(answer)) {
            Losing.lose(socket, agenda, sink);
        } else if (answer.status() != NtStatus.STATUS_SUCCESS && connect.claim()) {
            if (socket.state() instanceof SocketState.Connecting connecting) {
                socket.become(connecting.bound(), sink);
                forgetIfUnknown(agenda, connect, connecting.endpoint(), sink);
            }
            agenda.finish(connect, WskStatus.ofTransport(answer.status(), sink), 0);
        }
    }

    void connected(Agenda agenda, TcpConnected request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null
                || !(socket.state() instanceof SocketState.Connecting connecting)
                || !connecting.connect().claim()) {
            return; // closing, or a cancel has won and will reset the connection
        }
        Connection connection =
                new Connection(request.getEndpoint(), request.getLocal(), request.getRemote());
        socket.become(new SocketState.Connected(connection), sink);
        backlog.watch(socket, agenda);
        Pending connect = connecting.connect();
        if (connect.operation() == Operation.SOCKET_CONNECT) {
            socket.registration().socketOpened();
            agenda.finish(connect, NtStatus.STATUS_SUCCESS, socket.id(), made(socket));
        } else {
            FirstData.send(connection, connect, agenda, sink);
            agenda.finish(connect, NtStatus.STATUS_SUCCESS, 0);
        }
    }

    void failed(Agenda agenda, TcpConnectFailed request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null
                || !(socket.state() instanceof SocketState.Connecting connecting)
                || !connecting.connect().claim()) {
            return;
        }
        boolean mayTryAgain = WskChoice.CONNECT_AGAIN.isUsual(sink);
        SocketState.Bound bound = connecting.bound();
        giveUp(
                agenda,
                mayTryAgain ? bound : new SocketState.Unconnectable(bound),
                connecting,
                sink);
        NtStatus status = WskStatus.ofTransport(request.getStatus(), sink);
        agenda.finish(connecting.connect(), status, 0);
    }

    /** IoCancelIrp has won a connect. */
    void cancelled(Agenda agenda, Pending connect, Sink sink) {
        Socket socket = connect.socket();
        if (socket.state() instanceof SocketState.Connecting connecting) {
            agenda.request(TcpAbort.newBuilder().setEndpoint(connecting.endpoint()).build());
            // The transport may have begun already to tell how it ended.
            giveUp(agenda, new SocketState.Unconnectable(connecting.bound()), connecting, sink);
        }
    }

    private static void begin(
            Agenda agenda,
            Pending connect,
            SocketState.Bound bound,
            TransportAddress remote,
            Sink sink) {
        Socket socket = connect.socket();
        if (!connect.pend(sink.self())) {
            forgetIfUnknown(agenda, connect, bound.endpoint(), sink);
            agenda.finish(connect, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        socket.become(new SocketState.Connecting(bound, connect), sink);
        agenda.ask(
                TcpConnect.newBuilder().setEndpoint(bound.endpoint()).setRemote(remote).build(),
                connect);
    }

    private static void giveUp(
            Agenda agenda, SocketState to, SocketState.Connecting connecting, Sink sink) {
        connecting.connect().socket().become(to, sink);
        forgetIfUnknown(agenda, connecting.connect(), connecting.endpoint(), sink);
    }

    // A WskSocketConnect that fails leaves no socket behind.
    private static void forgetIfUnknown(Agenda agenda, Pending connect, long endpoint, Sink sink) {
        if (connect.operation() == Operation.SOCKET_CONNECT) {
            agenda.request(TcpClose.newBuilder().setEndpoint(endpoint).build());
            sink.machine().objects().remove(connect.socket());
        }
    }

    private static @Nullable GeneratedMessage made(Socket socket) {
        return WskSocketConnect.Out.newBuilder().setSocket(socket.id()).build();
    }
}
