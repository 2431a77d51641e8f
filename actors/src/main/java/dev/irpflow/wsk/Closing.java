package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.tcpip.UdpClose;

/**
 * WskCloseSocket: ends every IRP of the socket, waits for callbacks that run, and ends last. The
 * transport resets a connection that is not disconnected in both directions. Page:
 * windows-driver-docs-pr/network/closing-a-socket.md.
 */
final class Closing {
    void close(Agenda agenda, Pending close, Sink sink) {
        Socket socket = close.socket();
        check(socket, agenda.call(), sink);
        close.aim(socket.registration()); // the socket does not wait for this IRP itself
        SocketState was = socket.state();
        NtStatus ended = WskStatus.CLOSED_REQUESTS.in(sink);
        socket.become(new SocketState.Closing(close), sink);
        if (was.endpoint() != 0) {
            agenda.request(
                    socket.category() == SocketCategory.DATAGRAM
                            ? UdpClose.newBuilder().setEndpoint(was.endpoint()).build()
                            : TcpClose.newBuilder().setEndpoint(was.endpoint()).build());
        }
        endControls(socket, ended, agenda);
        switch (was) {
            case SocketState.Connected connected ->
                    connected.connection().fail(ended, ended, agenda);
            case SocketState.Silent silent -> silent.connection().fail(ended, ended, agenda);
            case SocketState.Connecting connecting -> {
                if (connecting.connect().claim()) {
                    agenda.finish(connecting.connect(), ended, 0);
                }
            }
            case SocketState.Listening listening -> {
                listening.accepts().fail(ended, agenda);
                reset(listening.accepts(), agenda, sink);
            }
            case SocketState.BoundForDatagrams bound -> bound.datagrams().fail(ended, agenda);
            case SocketState.Created _ -> {}
            case SocketState.Binding _ -> {} // ends when the transport has answered
            case SocketState.Bound _ -> {}
            case SocketState.Unconnectable _ -> {}
            case SocketState.Aborted _ -> {}
            case SocketState.Lost _ -> {}
            case SocketState.Closing _ -> throw new IllegalStateException(socket + " closes twice");
        }
    }

    /**
     * Ends what a client has begun on a connection that its WskAcceptEvent then refused: WSK closes
     * that socket by itself. False if the client has closed it before, which breaks a rule.
     */
    static boolean endsRefused(Socket socket, Return refusal, Agenda agenda, Sink sink) {
        if (socket.state() instanceof SocketState.Closing) {
            sink.violated(
                    WskRule.SOCKET_AFTER_CLOSE,
                    socket.registration().owner(),
                    "%s closes %s in WskAcceptEvent and then refuses it, for which WSK closes it"
                            .formatted(socket.registration().owner(), socket),
                    refusal.call());
            return false;
        }
        NtStatus ended = WskStatus.CLOSED_REQUESTS.in(sink);
        endControls(socket, ended, agenda);
        Connection connection = socket.state().connection();
        if (connection != null) {
            connection.fail(ended, ended, agenda);
        }
        return true;
    }

    /** A callback has kept data: those of a socket that is being closed cannot be given back. */
    static void checkKept(Socket socket, KernelObject kept, Return answer, Sink sink) {
        if (socket.state() instanceof SocketState.Closing) {
            sink.violated(
                    WskRule.CLOSE_WITH_RETAINED_DATA,
                    socket.registration().owner(),
                    "%s keeps %s of %s, which it has closed meanwhile"
                            .formatted(socket.registration().owner(), kept, socket),
                    answer.call());
        }
    }

    /** Ends the close that this agenda is of, if nothing is left to wait for; else pends it. */
    boolean finishesOwn(Agenda agenda, Sink sink) {
        Pending close = agenda.own();
        if (close == null
                || close.operation() != Operation.CLOSE
                || close.status() != null
                || close.isMarkedPending()) {
            return false;
        }
        Socket socket = close.socket();
        if (!(socket.state() instanceof SocketState.Closing)) {
            return false;
        }
        if (socket.isDrained() && !Intake.isToPend(agenda.call(), sink)) {
            end(socket, close, agenda, sink);
            return true;
        }
        close.markPending();
        if (socket.isDrained()) {
            sink.dpc("wsk-close", new Later.Resume(socket));
        }
        return false;
    }

    /** Ends a close that was pended, once its socket has nothing left. */
    void whenDrained(Socket socket, Agenda agenda, Sink sink) {
        if (socket.state() instanceof SocketState.Closing closing
                && closing.close().isMarkedPending()
                && closing.close().status() == null
                && socket.isDrained()) {
            end(socket, closing.close(), agenda, sink);
        }
    }

    private static void endControls(Socket socket, NtStatus ended, Agenda agenda) {
        AddressChangeCode.end(socket, ended, agenda);
        for (Pending disable : socket.events().giveUpDisabling()) {
            if (disable.claim()) {
                agenda.finish(disable, ended, 0);
            }
        }
    }

    private static void end(Socket socket, Pending close, Agenda agenda, Sink sink) {
        sink.machine().objects().remove(socket);
        socket.registration().socketClosed();
        agenda.finish(close, NtStatus.STATUS_SUCCESS, 0);
    }

    /** Ends the connections that nobody has accepted: WskChoice.UNACCEPTED_AT_CLOSE. */
    static void reset(AcceptQueue queue, Agenda agenda, Sink sink) {
        for (Socket next = queue.nextConnection(); next != null; next = queue.nextConnection()) {
            agenda.request(TcpClose.newBuilder().setEndpoint(next.state().endpoint()).build());
            sink.machine().objects().remove(next);
        }
    }

    private static void check(Socket socket, Call call, Sink sink) {
        Call open = socket.openCallBeside(call);
        if (open != null) {
            sink.violated(
                    WskRule.CLOSE_DURING_CALL,
                    call.from(),
                    "%s closes %s while %s is inside %s"
                            .formatted(call.from(), socket, open.strand(), open.contract().name()),
                    call);
        }
        int retained = retainedLists(socket.state());
        if (retained > 0) {
            sink.violated(
                    WskRule.CLOSE_WITH_RETAINED_DATA,
                    call.from(),
                    "%s closes %s and still keeps %d lists of its data"
                            .formatted(call.from(), socket, retained),
                    call);
        }
    }

    private static int retainedLists(SocketState state) {
        Connection connection = state.connection();
        DatagramQueue datagrams = state.datagrams();
        return connection != null
                ? connection.events().lists().size()
                : datagrams == null ? 0 : datagrams.lists().size();
    }
}
