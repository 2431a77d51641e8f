package dev.irpflow.wsk;

import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import java.util.EnumSet;

/**
 * A socket whose endpoint the transport has lost is no longer functional: all that waits in it ends
 * with STATUS_FILE_FORCED_CLOSED, an event callback tells of it once if one is on, and only closing
 * is left. Pages:
 * windows-driver-docs-pr/network/listening-for-and-accepting-incoming-connections.md,
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_accept_event.md, nc-wsk-pfn_wsk_receive_event.md.
 *
 * <p>What becomes of connections that nobody has accepted when their listening socket is lost is
 * not said; here they are reset, as when it is closed ({@link WskChoice#UNACCEPTED_AT_CLOSE}). Of
 * requests that were inspected no WskAbortEvent tells: they end with the socket. A connection that
 * is over already, or could not be made, stays what it is.
 */
final class Losing {
    private static final NtStatus FORCED = NtStatus.STATUS_FILE_FORCED_CLOSED;

    private Losing() {}

    /** The transport tells of the endpoint of this socket. */
    static void lost(Agenda agenda, long context, Sink sink) {
        Socket socket = sink.machine().objects().find(context, Socket.class);
        if (socket != null) {
            lose(socket, agenda, sink);
        }
    }

    /** Whether the transport has answered that it does not know the endpoint any more. */
    static boolean isTold(Return answer) {
        return answer.status() == NtStatus.STATUS_INVALID_HANDLE;
    }

    /** With what a function ends that finds its socket so, and otherwise with this status. */
    static NtStatus statusOr(Socket socket, NtStatus otherwise) {
        return socket.state() instanceof SocketState.Lost ? FORCED : otherwise;
    }

    /** The socket is no longer functional from now on. */
    static void lose(Socket socket, Agenda agenda, Sink sink) {
        switch (socket.state()) {
            case SocketState.Connected connected ->
                    lose(socket, connected.connection(), agenda, sink);
            case SocketState.Silent silent -> lose(socket, silent.connection(), agenda, sink);
            case SocketState.BoundForDatagrams bound -> {
                DatagramQueue queue = bound.datagrams();
                socket.become(new SocketState.LostForDatagrams(queue), sink);
                queue.fail(FORCED, agenda);
                queue.lost();
                tell(socket, sink);
            }
            case SocketState.Listening listening -> {
                var untold = EnumSet.of(SocketEvent.ACCEPT, SocketEvent.INSPECT);
                socket.become(new SocketState.LostListener(untold), sink);
                listening.accepts().fail(FORCED, agenda);
                Closing.reset(listening.accepts(), agenda, sink);
                tell(socket, sink);
            }
            case SocketState.Connecting connecting -> lose(socket, connecting, agenda, sink);
            // The function that binds it ends so; its callbacks are not on yet.
            case SocketState.Binding _ -> socket.become(new SocketState.NonFunctional(null), sink);
            case SocketState.Bound _ -> socket.become(new SocketState.NonFunctional(null), sink);
            case SocketState.Created _ -> {}
            case SocketState.Unconnectable _ -> {}
            case SocketState.Aborted _ -> {}
            case SocketState.Lost _ -> {}
            case SocketState.Closing _ -> {}
        }
    }

    private static void lose(Socket socket, Connection connection, Agenda agenda, Sink sink) {
        AcceptQueue backlog = socket.backlog();
        if (backlog != null) { // no client knows it yet
            backlog.remove(socket);
            sink.machine().objects().remove(socket);
            return;
        }
        socket.become(new SocketState.NonFunctional(connection), sink);
        connection.fail(FORCED, FORCED, agenda);
        connection.events().lost();
        tell(socket, sink);
    }

    private static void lose(
            Socket socket, SocketState.Connecting connecting, Agenda agenda, Sink sink) {
        Pending connect = connecting.connect();
        socket.become(new SocketState.NonFunctional(null), sink);
        if (connect.operation() == Operation.SOCKET_CONNECT) { // the client never gets it
            sink.machine().objects().remove(socket);
        }
        if (connect.claim()) {
            agenda.finish(connect, FORCED, 0);
        }
    }

    private static void tell(Socket socket, Sink sink) {
        sink.dpc("wsk-indicate", new Later.Resume(socket));
    }
}
