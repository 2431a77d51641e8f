package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpDisconnected;
import dev.irpflow.protocol.tcpip.TcpReceived;
import dev.irpflow.protocol.wsk.WskReceive;
import dev.irpflow.protocol.wsk.WskReleaseData;

/** WskReceive, and what the peer sends. Page: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive.md. */
final class Receiving {
    private static final int FLAGS = ReceiveQueue.WSK_FLAG_WAITALL | ReceiveQueue.WSK_FLAG_DRAIN;

    private final Intake intake;
    private final Indicating indicating;

    Receiving(Intake intake, Indicating indicating) {
        this.intake = intake;
        this.indicating = indicating;
    }

    void receive(Agenda agenda, Pending receive, Sink sink) {
        WskReceive request = (WskReceive) receive.request();
        Socket socket = receive.socket();
        Connection connection = Addresses.connection(socket);
        long length = request.getBuffer().getLength();
        boolean drain = (request.getFlags() & ReceiveQueue.WSK_FLAG_DRAIN) != 0;
        boolean waitAll = (request.getFlags() & ReceiveQueue.WSK_FLAG_WAITALL) != 0;
        if ((request.getFlags() & ~FLAGS) != 0) {
            agenda.finish(receive, NtStatus.STATUS_NOT_SUPPORTED, 0);
            return;
        }
        if (drain && (waitAll || length != 0)) {
            agenda.refuse(receive, WskStatus.INVALID_PARAMETER, sink);
            return;
        }
        connection.events().rearm(); // WskChoice.RECEIVE_EVENT_AGAIN
        if (length == 0 && !drain) {
            // Consumes nothing, and says nothing about the peer's end.
            agenda.finish(receive, NtStatus.STATUS_SUCCESS, 0);
        } else {
            take(agenda, receive, connection, sink);
        }
        if (indicating.isDue(socket, connection, sink)) {
            agenda.resume(socket);
        }
    }

    /** WskRelease: a client gives back data that it kept. */
    void release(Call call, WskReleaseData request, Sink sink) {
        Socket socket = Intake.ofRelease(call, request.getSocket(), sink);
        Connection connection = socket == null ? null : socket.state().connection();
        boolean released =
                connection != null
                        && connection
                                .events()
                                .lists()
                                .release(
                                        request.getDataIndication(),
                                        call.strand(),
                                        list -> Indicating.free(list, sink));
        sink.returns(call, released ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_PARAMETER);
    }

    void arrived(Agenda agenda, TcpReceived request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null || !(socket.state() instanceof SocketState.Connected connected)) {
            return; // aborted or closing: the transport is told, and the data are nobody's
        }
        Connection connection = connected.connection();
        connection.receives().arrived(request.getData(), request.getPush());
        connection.receives().serve(agenda, sink);
        agenda.credit(connection);
        agenda.indicate(socket);
    }

    void ended(Agenda agenda, TcpDisconnected request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null || !(socket.state() instanceof SocketState.Connected connected)) {
            return;
        }
        connected.connection().receives().end();
        connected.connection().receives().serve(agenda, sink);
        connected.connection().events().disconnected(Events.Disconnect.GRACEFUL);
        agenda.indicate(socket);
    }

    /** Goes on with what lies there, on a DPC. */
    void resume(Agenda agenda, Socket socket, Connection connection, Sink sink) {
        connection.receives().serve(agenda, sink);
        connection.openWindow(agenda, socket.options());
        agenda.indicate(socket);
    }

    private void take(Agenda agenda, Pending receive, Connection connection, Sink sink) {
        ReceiveQueue queue = connection.receives();
        boolean inline = queue.canServe((WskReceive) receive.request());
        if (inline && intake.isToPend(agenda.call(), receive, sink)) {
            if (receive.pend(sink.self())) {
                queue.add(receive);
                sink.dpc("wsk-receive", new Later.Resume(receive.socket()));
            } else {
                agenda.finish(receive, NtStatus.STATUS_CANCELLED, 0);
            }
            return;
        }
        if (!inline && !receive.pend(sink.self())) {
            agenda.finish(receive, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        queue.add(receive);
        queue.serve(agenda, sink);
        connection.openWindow(agenda, receive.socket().options());
    }
}
