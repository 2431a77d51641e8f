package dev.irpflow.wsk;

import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.tcpip.TcpSendBacklogChanged;
import dev.irpflow.protocol.tcpip.TcpWatchSendBacklog;
import dev.irpflow.protocol.wsk.WskSendBacklogEvent;

/**
 * WskSendBacklogEvent: the transport is asked to tell of changes once a connection's client wants
 * to be told. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_backlog_event.md.
 */
final class SendBacklog {
    private final DispatchSlots slots;

    SendBacklog(DispatchSlots slots) {
        this.slots = slots;
    }

    /** The socket is connected, or its callbacks were enabled: asks the transport if need be. */
    void watch(Socket socket, Agenda agenda) {
        if (socket.state() instanceof SocketState.Connected connected
                && socket.isIndicated(slots, SocketEvent.SEND_BACKLOG)
                && !connected.connection().events().isBacklogWatched()) {
            connected.connection().events().watchBacklog();
            long endpoint = connected.connection().endpoint();
            agenda.request(TcpWatchSendBacklog.newBuilder().setEndpoint(endpoint).build());
        }
    }

    void changed(Agenda agenda, TcpSendBacklogChanged request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket != null
                && socket.state() instanceof SocketState.Connected connected
                && socket.isIndicated(slots, SocketEvent.SEND_BACKLOG)) {
            connected.connection().events().backlog(Integer.toUnsignedLong(request.getIdeal()));
            agenda.indicate(socket);
        }
    }

    /** Calls the callback if there is something to tell; false if there is not. */
    boolean indicate(Agenda agenda, Socket socket, Connection connection, Sink sink) {
        Long ideal = connection.events().backlog();
        if (ideal == null
                || socket.events().isRunning(SocketEvent.SEND_BACKLOG)
                || !socket.isIndicated(slots, SocketEvent.SEND_BACKLOG)) {
            return false;
        }
        connection.events().backlogTold();
        WskSendBacklogEvent.Builder event =
                WskSendBacklogEvent.newBuilder()
                        .setIdealBacklogSize(ideal)
                        .setDispatch(socket.dispatch());
        Long context = socket.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        Step step = new Step.EventIndicated(agenda, socket, SocketEvent.SEND_BACKLOG);
        Callbacks.call(agenda, socket, SocketEvent.SEND_BACKLOG, event.build(), step, sink);
        return true;
    }
}
