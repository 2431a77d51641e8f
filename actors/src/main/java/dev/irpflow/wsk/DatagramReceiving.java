package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.UdpReceived;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskReleaseDatagram;

/**
 * WskReceiveFrom, and what comes for a datagram socket. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_from.md.
 */
final class DatagramReceiving {
    private static final int MSG_TRUNC = 0x100;

    private final Intake intake;

    DatagramReceiving(Intake intake) {
        this.intake = intake;
    }

    void receive(Agenda agenda, Pending receive, Sink sink) {
        WskReceiveFrom request = (WskReceiveFrom) receive.request();
        if (request.getFlags() != 0) {
            agenda.refuse(receive, WskStatus.INVALID_PARAMETER, sink);
            return;
        }
        DatagramQueue queue = queue(receive.socket());
        boolean inline = queue.canServe();
        boolean later = inline && intake.isToPend(agenda.call(), receive, sink);
        if ((!inline || later) && !receive.pend(sink.self())) {
            agenda.finish(receive, NtStatus.STATUS_CANCELLED, 0);
            return;
        }
        queue.add(receive);
        if (later) {
            sink.dpc("wsk-receive", new Later.Resume(receive.socket()));
        } else {
            serve(queue, agenda, sink);
        }
    }

    /** WskRelease: a client gives back datagrams that it kept. */
    void release(Call call, WskReleaseDatagram request, Sink sink) {
        Socket socket = Intake.ofRelease(call, request.getSocket(), sink);
        DatagramQueue queue = socket == null ? null : socket.state().datagrams();
        boolean released =
                queue != null
                        && queue.lists()
                                .release(
                                        request.getDatagramIndication(),
                                        call.strand(),
                                        list -> list.free(sink));
        sink.returns(call, released ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_PARAMETER);
    }

    void arrived(Agenda agenda, UdpReceived request, Sink sink) {
        Socket socket = sink.machine().objects().find(request.getContext(), Socket.class);
        if (socket == null || !(socket.state() instanceof SocketState.BoundForDatagrams bound)) {
            return; // closing: the transport is told, and the datagram is nobody's
        }
        agenda.credit(bound.datagrams());
        bound.datagrams().arrived(request);
        resume(agenda, socket, bound.datagrams(), sink);
    }

    /** Goes on with what lies there. */
    void resume(Agenda agenda, Socket socket, DatagramQueue queue, Sink sink) {
        serve(queue, agenda, sink);
        agenda.indicate(socket);
    }

    /** Gives the datagrams that lie there to the receives that wait, both in their order. */
    static void serve(DatagramQueue queue, Agenda agenda, Sink sink) {
        while (queue.hasDatagrams()) {
            Pending receive = queue.nextReceive();
            DatagramQueue.Datagram datagram = receive == null ? null : queue.next();
            if (receive == null || datagram == null) {
                break;
            }
            give(datagram, receive, agenda, sink);
        }
        queue.openWindow(agenda);
    }

    // What does not fit is lost, and no status says so.
    private static void give(
            DatagramQueue.Datagram datagram, Pending receive, Agenda agenda, Sink sink) {
        WskReceiveFrom request = (WskReceiveFrom) receive.request();
        BufferRef buffer = request.getBuffer();
        ByteString data = datagram.data();
        int length = (int) Math.min(data.size(), buffer.getLength());
        if (length > 0) {
            sink.machine()
                    .memory()
                    .write(
                            buffer,
                            0,
                            data.substring(0, length),
                            agenda.call().strand().irql(),
                            receive.socket().registration().owner());
        }
        WskReceiveFrom.Out.Builder out =
                WskReceiveFrom.Out.newBuilder()
                        .setBytesReceived(length)
                        .setRemoteAddress(
                                Addresses.of(datagram.remote(), receive.socket().family()))
                        .setControlFlags(datagram.flags() | (length < data.size() ? MSG_TRUNC : 0));
        if (request.hasControlLength()) {
            out.setControlLength(0);
        }
        NtStatus status =
                length < data.size()
                        ? WskStatus.TRUNCATED_DATAGRAM.in(sink)
                        : NtStatus.STATUS_SUCCESS;
        agenda.finish(receive, status, length, out.build());
    }

    /** What a socket has in whose state receiving is legal. */
    static DatagramQueue queue(Socket socket) {
        return ((SocketState.BoundForDatagrams) socket.state()).datagrams();
    }
}
