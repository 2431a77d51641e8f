package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.tcpip.UdpSend;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskSendMessages;
import dev.irpflow.protocol.wsk.WskSendTo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WskSendTo and WskSendMessages: one datagram after the other leaves, and the IRP ends when all
 * have left or one cannot. Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send_to.md,
 * nc-wsk-pfn_wsk_send_messages.md.
 *
 * <p>Without SO_BROADCAST a broadcast is refused, as Winsock does with WSAEACCES:
 * desktop-src/WinSock/sol-socket-socket-options.md.
 */
final class DatagramSending {
    void send(Agenda agenda, Pending send, Sink sink) {
        WskStatus refusal = refusal(send);
        if (refusal == null) {
            next(agenda, send, sink);
        } else {
            agenda.refuse(send, refusal, sink);
        }
    }

    /** UdpSend has answered. */
    void sent(Return answer, Agenda agenda, Pending send, Sink sink) {
        if (answer.status() == NtStatus.STATUS_SUCCESS) {
            send.done(((UdpSend) answer.call().request()).getData().size());
            send.partDone();
            if (send.partsDone() < buffers(send).size()) {
                next(agenda, send, sink);
                return;
            }
        } else if (Losing.isTold(answer)) {
            Losing.lose(send.socket(), agenda, sink);
        }
        NtStatus status = WskStatus.ofTransport(answer.status(), sink);
        agenda.finish(send, Losing.statusOr(send.socket(), status), send.bytes());
    }

    private static void next(Agenda agenda, Pending send, Sink sink) {
        // What was closed meanwhile sends no more.
        if (!(send.socket().state() instanceof SocketState.BoundForDatagrams bound)) {
            agenda.finish(send, WrongState.answer(send, sink), send.bytes());
            return;
        }
        TransportAddress remote = destination(send, bound.datagrams(), sink);
        if (remote == null) {
            fail(send, WskStatus.INVALID_ADDRESS, agenda, sink);
            return;
        }
        if (IpAddress.of(remote).isBroadcast() && !send.socket().options().broadcasts()) {
            fail(send, WskStatus.REFUSED_BROADCAST, agenda, sink);
            return;
        }
        BufferRef buffer = buffers(send).get(send.partsDone());
        agenda.ask(
                UdpSend.newBuilder()
                        .setEndpoint(bound.endpoint())
                        .setRemote(remote)
                        .setData(Sending.data(buffer, send, agenda, sink))
                        .build(),
                send);
    }

    private static void fail(Pending send, WskStatus point, Agenda agenda, Sink sink) {
        agenda.finish(send, point.of(send.request(), sink), send.bytes());
    }

    private static @Nullable WskStatus refusal(Pending send) {
        DatagramQueue queue = DatagramReceiving.queue(send.socket());
        WskStatus refusal =
                switch (send.request()) {
                    case WskSendTo to -> refusal(to.getFlags(), to.getControlInfoLength());
                    case WskSendMessages to ->
                            to.getBufferListCount() == 0
                                    ? WskStatus.INVALID_PARAMETER
                                    : refusal(to.getFlags(), to.getControlInfoLength());
                    default -> throw new IllegalStateException(send + " sends no datagrams");
                };
        boolean hasAddress = address(send.request()) != null || queue.hasDestination();
        return refusal != null || hasAddress ? refusal : WskStatus.NO_DESTINATION;
    }

    private static @Nullable WskStatus refusal(int flags, int controlLength) {
        if (flags != 0) {
            return WskStatus.INVALID_PARAMETER;
        }
        return controlLength == 0 ? null : WskStatus.CONTROL_INFORMATION;
    }

    private static @Nullable TransportAddress destination(
            Pending send, DatagramQueue queue, Sink sink) {
        SocketAddress given = address(send.request());
        return given == null
                ? queue.destination(!WskChoice.FIXED_DESTINATION.isUsual(sink))
                : Addresses.of(given, send.socket());
    }

    private static @Nullable SocketAddress address(GeneratedMessage request) {
        return switch (request) {
            case WskSendTo to -> to.hasRemoteAddress() ? to.getRemoteAddress() : null;
            case WskSendMessages to -> to.hasRemoteAddress() ? to.getRemoteAddress() : null;
            default -> null;
        };
    }

    private static List<BufferRef> buffers(Pending send) {
        return send.request() instanceof WskSendMessages messages
                ? messages.getBufferListList()
                : List.of(((WskSendTo) send.request()).getBuffer());
    }
}
