package dev.irpflow.wsk;

import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.DataIndication;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskDisconnectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;

/**
 * The event callbacks of clients, one after the other on the strand in hand. Page:
 * windows-driver-docs-pr/network/winsock-kernel-events.md.
 */
final class Indicating {
    private static final int WSK_FLAG_ABORTIVE = 0x1;
    private static final int WSK_FLAG_ENTIRE_MESSAGE = 0x4;

    private final DispatchSlots slots;
    private final SendBacklog backlog;
    private final DatagramIndicating datagrams;
    private final LossIndicating losses;

    Indicating(DispatchSlots slots, SendBacklog backlog, DatagramIndicating datagrams) {
        this.slots = slots;
        this.backlog = backlog;
        this.datagrams = datagrams;
        this.losses = new LossIndicating(slots);
    }

    /** Calls the next callback that is due; false if none is. */
    boolean next(Agenda agenda, Socket socket, Sink sink) {
        Socket offered = agenda.takeOffered();
        if (offered != null) {
            accept(agenda, socket, offered, sink);
            return true;
        }
        return switch (socket.state()) {
            case SocketState.Connected connected ->
                    receive(agenda, socket, connected.connection(), sink)
                            || backlog.indicate(agenda, socket, connected.connection(), sink)
                            || disconnect(agenda, socket, connected.connection(), sink);
            case SocketState.Aborted aborted ->
                    disconnect(agenda, socket, aborted.connection(), sink);
            case SocketState.NonFunctional lost ->
                    lost.connection() != null
                            && losses.connection(agenda, socket, lost.connection(), sink);
            case SocketState.BoundForDatagrams bound ->
                    datagrams.next(agenda, socket, bound.datagrams(), sink);
            case SocketState.LostForDatagrams lost ->
                    losses.datagrams(agenda, socket, lost.datagrams(), sink);
            case SocketState.LostListener lost -> losses.listener(agenda, socket, lost, sink);
            case SocketState.Created _ -> false;
            case SocketState.Binding _ -> false;
            case SocketState.Bound _ -> false;
            case SocketState.Listening _ -> false;
            case SocketState.Connecting _ -> false;
            case SocketState.Unconnectable _ -> false;
            case SocketState.Silent _ -> false;
            case SocketState.Closing _ -> false;
        };
    }

    /** Whether a callback has something to tell. */
    boolean isDue(Socket socket, Connection connection, Sink sink) {
        return isDataDue(socket, connection) || isEndDue(socket, connection, sink);
    }

    /** WskReceiveEvent has returned. */
    void dataIndicated(Return answer, Step.DataIndicated step, Sink sink) {
        Connection connection = step.connection();
        long indicated = step.data().memory().length();
        long accepted = accepted(answer, indicated, step, sink);
        connection.events().end(accepted == indicated);
        boolean pending = answer.status() == NtStatus.STATUS_PENDING;
        if (connection.events().lists().keeps(step.data(), pending)) {
            Closing.checkKept(step.socket(), step.data(), answer, sink);
        } else {
            free(step.data(), sink);
        }
        if (step.socket().state() instanceof SocketState.Connected) {
            connection.receives().consume(accepted);
            connection.receives().serve(step.agenda(), sink);
            connection.openWindow(step.agenda(), step.socket().options());
        }
    }

    /** A list of indicated data is WSK's again. */
    static void free(DataList list, Sink sink) {
        sink.machine().memory().free(list.memory());
        sink.machine().objects().remove(list);
    }

    // BytesAccepted counts only with STATUS_SUCCESS; a list that is kept counts as accepted.
    private static long accepted(
            Return answer, long indicated, Step.DataIndicated step, Sink sink) {
        if (answer.status() == NtStatus.STATUS_DATA_NOT_ACCEPTED) {
            return 0;
        }
        boolean partly =
                answer.status() == NtStatus.STATUS_SUCCESS
                        && answer.out() instanceof WskReceiveEvent.Out out
                        && out.hasBytesAccepted();
        if (!partly) {
            return indicated;
        }
        long accepted = answer.out(WskReceiveEvent.Out.class).getBytesAccepted();
        if (Long.compareUnsigned(accepted, indicated) <= 0) {
            return accepted;
        }
        Place client = step.socket().registration().owner();
        sink.violated(
                WskRule.BYTES_ACCEPTED,
                client,
                "%s accepts %s bytes of %d from WskReceiveEvent"
                        .formatted(client, Long.toUnsignedString(accepted), indicated),
                answer.call());
        return indicated;
    }

    private void accept(Agenda agenda, Socket listener, Socket offered, Sink sink) {
        WskAcceptEvent.Builder event =
                WskAcceptEvent.newBuilder()
                        .setFlags(Callbacks.atDispatch(agenda))
                        .setLocalAddress(Addresses.of(offered.state().local(), offered.family()))
                        .setRemoteAddress(
                                Addresses.of(
                                        Addresses.connection(offered).remote(), offered.family()))
                        .setAcceptSocket(offered.id())
                        .setDispatch(listener.dispatch());
        Long context = listener.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        Step step = new Step.AcceptIndicated(agenda, listener, offered);
        Callbacks.call(agenda, listener, SocketEvent.ACCEPT, event.build(), step, sink);
    }

    private boolean isDataDue(Socket socket, Connection connection) {
        return connection.receives().buffered() > 0
                && !connection.events().isReceiving()
                && !connection.events().isStopped()
                && socket.isIndicated(slots, SocketEvent.RECEIVE);
    }

    // A reset has no data before it.
    private boolean isEndDue(Socket socket, Connection connection, Sink sink) {
        return connection.events().disconnect() != null
                && !isBehindData(connection, sink)
                && !connection.events().isReceiving()
                && socket.isIndicated(slots, SocketEvent.DISCONNECT);
    }

    private static boolean isBehindData(Connection connection, Sink sink) {
        return connection.receives().buffered() > 0 && WskChoice.END_BEHIND_DATA.isUsual(sink);
    }

    private boolean receive(Agenda agenda, Socket socket, Connection connection, Sink sink) {
        if (!isDataDue(socket, connection)) {
            return false;
        }
        ReceiveQueue data = connection.receives();
        Events events = connection.events();
        Region memory = Callbacks.copy(data.all(), agenda, sink);
        if (memory == null) {
            return false; // no memory: the data wait for a WskReceive, or for more data
        }
        DataList list = sink.machine().objects().add(new DataList(memory));
        WskReceiveEvent.Builder event =
                WskReceiveEvent.newBuilder()
                        .setFlags(
                                Callbacks.atDispatch(agenda)
                                        | (data.isPushed() ? WSK_FLAG_ENTIRE_MESSAGE : 0))
                        .setDataIndication(
                                DataIndication.newBuilder()
                                        .setList(list.id())
                                        .addBuffers(Memory.all(list.memory())))
                        .setBytesIndicated(list.memory().length())
                        .setDispatch(socket.dispatch());
        Long context = socket.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        events.begin();
        events.lists().indicate(list, agenda.call().strand());
        Step step = new Step.DataIndicated(agenda, socket, connection, list);
        Callbacks.call(agenda, socket, SocketEvent.RECEIVE, event.build(), step, sink);
        return true;
    }

    private boolean disconnect(Agenda agenda, Socket socket, Connection connection, Sink sink) {
        if (!isEndDue(socket, connection, sink)) {
            return false;
        }
        Events events = connection.events();
        Events.Disconnect how = events.disconnect();
        events.disconnectTold();
        WskDisconnectEvent.Builder event =
                WskDisconnectEvent.newBuilder()
                        .setFlags(
                                Callbacks.atDispatch(agenda)
                                        | (how == Events.Disconnect.ABORTIVE
                                                ? WSK_FLAG_ABORTIVE
                                                : 0))
                        .setDispatch(socket.dispatch());
        Long context = socket.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        Step step = new Step.EventIndicated(agenda, socket, SocketEvent.DISCONNECT);
        Callbacks.call(agenda, socket, SocketEvent.DISCONNECT, event.build(), step, sink);
        return true;
    }
}
