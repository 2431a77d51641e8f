package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.TcpListen;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.tcpip.UdpClose;
import dev.irpflow.protocol.wsk.WskBind;

/**
 * WskBind and WskListen: a listening socket listens once it is bound, a stream socket when it is
 * told to. Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_bind.md, nc-wsk-pfn_wsk_listen.md.
 */
final class Binding {
    void bind(Agenda agenda, Pending bind, Sink sink) {
        WskBind request = (WskBind) bind.request();
        TransportAddress local = Addresses.of(request.getLocalAddress(), bind.socket());
        if (request.getFlags() != 0) {
            agenda.refuse(bind, WskStatus.INVALID_PARAMETER, sink);
        } else if (local == null) {
            agenda.refuse(bind, WskStatus.INVALID_ADDRESS, sink);
        } else {
            bind.socket().become(new SocketState.Binding(), sink);
            agenda.ask(request(bind.socket(), local), bind);
        }
    }

    void bound(Return answer, Agenda agenda, Pending bind, Sink sink) {
        Socket socket = bind.socket();
        boolean isOver = !(socket.state() instanceof SocketState.Binding);
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            if (!isOver) {
                socket.become(new SocketState.Created(), sink);
            }
            agenda.finish(bind, WskStatus.ofTransport(answer.status(), sink), 0);
            return;
        }
        if (isOver) {
            agenda.request(close(answer));
            agenda.finish(bind, Losing.statusOr(socket, NtStatus.STATUS_CANCELLED), 0);
            return;
        }
        if (socket.category() == SocketCategory.DATAGRAM) {
            UdpBind.Out out = answer.out(UdpBind.Out.class);
            DatagramQueue queue = new DatagramQueue(out.getEndpoint());
            socket.become(
                    new SocketState.BoundForDatagrams(out.getEndpoint(), out.getLocal(), queue),
                    sink);
            agenda.finish(bind, NtStatus.STATUS_SUCCESS, 0);
            return;
        }
        TcpBind.Out out = answer.out(TcpBind.Out.class);
        SocketState.Bound bound = new SocketState.Bound(out.getEndpoint(), out.getLocal());
        if (socket.category() == SocketCategory.LISTEN) {
            beginToListen(agenda, bind, bound, sink);
        } else {
            socket.become(bound, sink);
            agenda.finish(bind, NtStatus.STATUS_SUCCESS, 0);
        }
    }

    private static GeneratedMessage request(Socket socket, TransportAddress local) {
        SocketOptions options = socket.options();
        return socket.category() == SocketCategory.DATAGRAM
                ? options.bindForDatagrams(socket.id(), local)
                : options.bind(socket.id(), local);
    }

    private static GeneratedMessage close(Return bound) {
        return bound.call().request() instanceof UdpBind
                ? UdpClose.newBuilder()
                        .setEndpoint(bound.out(UdpBind.Out.class).getEndpoint())
                        .build()
                : TcpClose.newBuilder()
                        .setEndpoint(bound.out(TcpBind.Out.class).getEndpoint())
                        .build();
    }

    // WskChoice.LISTEN_COMPLETES
    void listen(Agenda agenda, Pending listen, Sink sink) {
        beginToListen(agenda, listen, (SocketState.Bound) listen.socket().state(), sink);
    }

    void listening(Return answer, Agenda agenda, Pending pending, Sink sink) {
        Socket socket = pending.socket();
        if (!(socket.state() instanceof SocketState.Listening listening)) {
            // It is being closed, or was lost.
            NtStatus closed = WskStatus.CLOSED_REQUESTS.in(sink);
            agenda.finish(pending, Losing.statusOr(socket, closed), 0);
            return;
        }
        if (Losing.isTold(answer)) {
            Losing.lose(socket, agenda, sink);
            agenda.finish(pending, NtStatus.STATUS_FILE_FORCED_CLOSED, 0);
            return;
        }
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            if (pending.operation() == Operation.BIND) {
                socket.become(new SocketState.Created(), sink);
                agenda.request(TcpClose.newBuilder().setEndpoint(listening.endpoint()).build());
            } else {
                socket.become(new SocketState.Bound(listening.endpoint(), listening.local()), sink);
            }
        }
        agenda.finish(pending, answer.status(), 0);
    }

    // A connection may be there before TcpListen has returned.
    private static void beginToListen(
            Agenda agenda, Pending pending, SocketState.Bound bound, Sink sink) {
        pending.socket()
                .become(
                        new SocketState.Listening(
                                bound.endpoint(), bound.local(), new AcceptQueue()),
                        sink);
        agenda.ask(
                TcpListen.newBuilder()
                        .setEndpoint(bound.endpoint())
                        .setInspects(pending.socket().inspections().isOn())
                        .build(),
                pending);
    }
}
