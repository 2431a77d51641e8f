package dev.irpflow.wsk;

import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpAccepted;
import dev.irpflow.protocol.tcpip.TcpClose;
import dev.irpflow.protocol.wsk.WskAccept;
import dev.irpflow.protocol.wsk.WskAcceptEvent;

/**
 * Incoming connections: an accept that waits gets it, else WskAcceptEvent is offered it, else it
 * waits. Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_accept.md, nc-wsk-pfn_wsk_accept_event.md.
 */
final class Accepting {
    private final DispatchSlots slots;
    private final Intake intake;
    private final Indicating indicating;
    private final SendBacklog backlog;

    Accepting(DispatchSlots slots, Intake intake, Indicating indicating, SendBacklog backlog) {
        this.slots = slots;
        this.intake = intake;
        this.indicating = indicating;
        this.backlog = backlog;
    }

    void accept(Agenda agenda, Pending accept, Sink sink) {
        if (((WskAccept) accept.request()).getFlags() != 0) {
            agenda.refuse(accept, WskStatus.INVALID_PARAMETER, sink);
            return;
        }
        AcceptQueue queue = queueOf(accept.socket());
        if (queue.canServe() && !intake.isToPend(agenda.call(), accept, sink)) {
            queue.add(accept);
            serve(queue, agenda, sink);
            return;
        }
        if (!accept.pend(sink.self())) {
            agenda.finish(accept, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        queue.add(accept);
        if (queue.hasConnections()) {
            sink.dpc("wsk-accept", new Later.Resume(accept.socket()));
        }
    }

    /** Gives the connections that wait to the accepts that wait. */
    void serve(AcceptQueue queue, Agenda agenda, Sink sink) {
        while (queue.hasConnections()) {
            Pending accept = queue.nextAccept();
            Socket connection = accept == null ? null : queue.nextConnection();
            if (accept == null || connection == null) {
                return;
            }
            give(connection, accept, agenda, sink);
        }
    }

    void arrived(Agenda agenda, TcpAccepted request, Sink sink) {
        Socket listener = sink.machine().objects().find(request.getContext(), Socket.class);
        if (listener == null || !(listener.state() instanceof SocketState.Listening listening)) {
            agenda.answer(NtStatus.STATUS_REQUEST_NOT_ACCEPTED, null);
            return;
        }
        Socket connection =
                sink.machine()
                        .objects()
                        .add(
                                new Socket(
                                        listener.registration(),
                                        SocketCategory.CONNECTION,
                                        listener.family()));
        connection.options().inherit(listener.options());
        if (!WskChoice.CALLBACKS_OF_ACCEPTED.isUsual(sink)) {
            connection.events().setStatic(0);
        }
        connection.become(
                new SocketState.Connected(
                        new Connection(
                                request.getEndpoint(), request.getLocal(), request.getRemote())),
                sink);
        if (request.getRequest() != 0) {
            connection.inspectedAs(Inspections.id(listener, request.getRequest()));
        }
        agenda.answer(
                NtStatus.STATUS_SUCCESS,
                TcpAccepted.Out.newBuilder().setContext(connection.id()).build());
        Pending accept = listening.accepts().nextAccept();
        if (accept != null) {
            give(connection, accept, agenda, sink);
        } else if (listener.isIndicated(slots, SocketEvent.ACCEPT)) {
            connection.registration().socketOpened();
            agenda.offer(listener, connection);
        } else if (WskChoice.UNACCEPTED_CONNECTIONS.isUsual(sink)
                && listening.accepts().add(connection)) {
            connection.waitIn(listening.accepts());
        } else {
            refuse(connection, agenda, sink);
        }
    }

    /** Offers the connection that has waited longest, if WskAcceptEvent is on and none accepts. */
    void offerWaiting(Agenda agenda, Socket listener, SocketState.Listening listening) {
        if (!listening.accepts().canServe() || !listener.isIndicated(slots, SocketEvent.ACCEPT)) {
            return;
        }
        Socket connection = listening.accepts().nextConnection();
        if (connection != null) {
            connection.waitIn(null);
            connection.registration().socketOpened();
            agenda.offer(listener, connection);
        }
    }

    /** WskAcceptEvent has returned. */
    void offered(Return answer, Step.AcceptIndicated step, Sink sink) {
        Socket connection = step.offered();
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            if (Closing.endsRefused(connection, answer, step.agenda(), sink)) {
                connection.registration().socketClosed();
                refuse(connection, step.agenda(), sink);
            }
        } else if (answer.out() instanceof WskAcceptEvent.Out out) {
            connection.give(
                    out.hasAcceptSocketContext() ? out.getAcceptSocketContext() : null,
                    out.getAcceptSocketDispatch());
            connection.events().enable(step.listener().events().handedOn());
            backlog.watch(connection, step.agenda());
        }
        if (step.listener().state() instanceof SocketState.Listening listening) {
            offerWaiting(step.agenda(), step.listener(), listening);
        }
    }

    // The transport still asks about it, or has had it wait.
    private static void refuse(Socket connection, Agenda agenda, Sink sink) {
        sink.machine().objects().remove(connection);
        long endpoint = connection.state().endpoint();
        if (agenda.call().request() instanceof TcpAccepted asked
                && asked.getEndpoint() == endpoint) {
            agenda.answer(NtStatus.STATUS_REQUEST_NOT_ACCEPTED, null);
        } else {
            agenda.request(TcpClose.newBuilder().setEndpoint(endpoint).build());
        }
    }

    private void give(Socket connection, Pending accept, Agenda agenda, Sink sink) {
        WskAccept request = (WskAccept) accept.request();
        connection.waitIn(null);
        connection.give(
                request.hasAcceptSocketContext() ? request.getAcceptSocketContext() : null,
                request.getAcceptSocketDispatch());
        if (!WskChoice.INHERITED_CALLBACKS.isUsual(sink)) {
            connection.events().enable(accept.socket().events().handedOn());
        }
        connection.registration().socketOpened();
        backlog.watch(connection, agenda);
        if (indicating.isDue(connection, Addresses.connection(connection), sink)) {
            agenda.resume(connection); // for what has come before it was accepted
        }
        agenda.finish(
                accept,
                NtStatus.STATUS_SUCCESS,
                connection.id(),
                WskAccept.Out.newBuilder()
                        .setAcceptSocket(connection.id())
                        .setLocalAddress(
                                Addresses.of(connection.state().local(), connection.family()))
                        .setRemoteAddress(
                                Addresses.of(
                                        Addresses.connection(connection).remote(),
                                        connection.family()))
                        .build());
    }

    private static AcceptQueue queueOf(Socket socket) {
        return ((SocketState.Listening) socket.state()).accepts();
    }
}
