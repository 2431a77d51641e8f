package dev.irpflow.wsk;

import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;

/**
 * WskReceiveFromEvent, which is told of all datagrams that lie there. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_receive_from_event.md.
 *
 * <p>Unlike WskReceiveEvent it may run twice at a time on one socket. What a static callback
 * refuses, which the page says is not disabled, is dropped: were it kept, it would be told at once
 * again, or fill the receive buffer for good.
 */
final class DatagramIndicating {
    private final DispatchSlots slots;

    DatagramIndicating(DispatchSlots slots) {
        this.slots = slots;
    }

    /** Calls the callback if it is due; false if it is not. */
    boolean next(Agenda agenda, Socket socket, DatagramQueue queue, Sink sink) {
        if (!queue.hasDatagrams()
                || queue.hasReceives()
                || !socket.isIndicated(slots, SocketEvent.RECEIVE_FROM)) {
            return false;
        }
        var datagrams = queue.takeAll();
        DatagramList list = DatagramList.of(datagrams, agenda, sink);
        if (list == null) { // no memory: they wait for a WskReceiveFrom, or for another datagram
            queue.putBack(datagrams);
            return false;
        }
        WskReceiveFromEvent.Builder event = event(agenda, socket);
        event.setFlags(event.getFlags() | datagrams.getFirst().flags());
        event.setDataIndication(list.indication(socket.family()));
        queue.lists().indicate(list, agenda.call().strand());
        Step step = new Step.DatagramsIndicated(agenda, socket, queue, list);
        Callbacks.call(agenda, socket, SocketEvent.RECEIVE_FROM, event.build(), step, sink);
        return true;
    }

    /** WskReceiveFromEvent has returned. */
    void indicated(Return answer, Step.DatagramsIndicated step, Sink sink) {
        Socket socket = step.socket();
        DatagramQueue queue = step.queue();
        DatagramList list = step.list();
        if (queue.lists().keeps(list, answer.status() == NtStatus.STATUS_PENDING)) {
            Closing.checkKept(socket, list, answer, sink);
        } else {
            list.free(sink);
        }
        boolean refused =
                answer.status() == NtStatus.STATUS_DATA_NOT_ACCEPTED
                        && !socket.events().isStatic(SocketEvent.RECEIVE_FROM);
        if (refused) {
            socket.events().disable(SocketEvent.RECEIVE_FROM);
        }
        if (socket.state() instanceof SocketState.BoundForDatagrams) {
            if (refused) {
                queue.putBack(list.datagrams());
            } else {
                queue.consumed(list.datagrams());
            }
            DatagramReceiving.serve(queue, step.agenda(), sink);
        }
    }

    private static WskReceiveFromEvent.Builder event(Agenda agenda, Socket socket) {
        WskReceiveFromEvent.Builder event =
                WskReceiveFromEvent.newBuilder()
                        .setFlags(Callbacks.atDispatch(agenda))
                        .setDispatch(socket.dispatch());
        Long context = socket.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        return event;
    }
}
