package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskInspectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;

/**
 * The event callbacks that tell that a socket is no longer functional, by leaving out what they are
 * about: the client is to close the socket soon. Each comes once. Pages:
 * windows-driver-docs-pr/network/listening-for-and-accepting-incoming-connections.md,
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_event.md, nc-wsk-pfn_wsk_receive_event.md,
 * nc-wsk-pfn_wsk_receive_from_event.md.
 */
final class LossIndicating {
    private final DispatchSlots slots;

    LossIndicating(DispatchSlots slots) {
        this.slots = slots;
    }

    /** Calls WskAcceptEvent without a socket, or WskInspectEvent without an id, if one is due. */
    boolean listener(Agenda agenda, Socket socket, SocketState.LostListener lost, Sink sink) {
        for (SocketEvent event : lost.untold()) { // WskAcceptEvent first
            if (!isOn(socket, event)) {
                continue;
            }
            if (WskChoice.LOST_CONDITIONAL_LISTENER.isUsual(sink)) {
                lost.untold().clear();
            } else {
                lost.untold().remove(event);
            }
            call(agenda, socket, event, sink);
            return true;
        }
        return false;
    }

    /** Calls WskReceiveEvent without data, if it is due. */
    boolean connection(Agenda agenda, Socket socket, Connection connection, Sink sink) {
        Events events = connection.events();
        if (!events.isLost() || events.isReceiving() || !isOn(socket, SocketEvent.RECEIVE)) {
            return false;
        }
        events.lostTold();
        call(agenda, socket, SocketEvent.RECEIVE, sink);
        return true;
    }

    /** Calls WskReceiveFromEvent without datagrams, if it is due. */
    boolean datagrams(Agenda agenda, Socket socket, DatagramQueue queue, Sink sink) {
        if (!queue.isLost() || !isOn(socket, SocketEvent.RECEIVE_FROM)) {
            return false;
        }
        queue.lostTold();
        call(agenda, socket, SocketEvent.RECEIVE_FROM, sink);
        return true;
    }

    /** One of them has returned: there was nothing to take, to keep or to decide later. */
    static void answered(Return answer, Step.LossIndicated step, Sink sink) {
        boolean isRight =
                switch (step.event()) {
                    case ACCEPT -> answer.status() == NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
                    case INSPECT -> Inspecting.action(answer) == Inspecting.REJECT;
                    default -> answer.status() == NtStatus.STATUS_SUCCESS;
                };
        if (!isRight) {
            String client = step.socket().registration().owner().toString();
            sink.violated(
                    WskRule.NON_FUNCTIONAL_ANSWER,
                    step.socket().registration().owner(),
                    "%s returns %s from %s, which has told that %s is no longer functional"
                            .formatted(
                                    client,
                                    step.event() == SocketEvent.INSPECT
                                            ? Integer.toUnsignedString(Inspecting.action(answer))
                                            : answer.status().name(),
                                    answer.call().contract().name(),
                                    step.socket()),
                    answer.call());
        }
    }

    private boolean isOn(Socket socket, SocketEvent event) {
        return event == SocketEvent.INSPECT
                ? socket.inspections().isOn()
                        && slots.has(
                                socket.registration().owner(), socket.dispatch(), event.callback())
                : socket.isIndicated(slots, event);
    }

    private static void call(Agenda agenda, Socket socket, SocketEvent event, Sink sink) {
        Step step = new Step.LossIndicated(agenda, socket, event);
        Callbacks.call(agenda, socket, event, message(agenda, socket, event), step, sink);
    }

    private static GeneratedMessage message(Agenda agenda, Socket socket, SocketEvent event) {
        int flags = Callbacks.atDispatch(agenda);
        long dispatch = socket.dispatch();
        Long context = socket.context();
        return switch (event) {
            case ACCEPT -> {
                var call = WskAcceptEvent.newBuilder().setFlags(flags).setDispatch(dispatch);
                yield (context == null ? call : call.setSocketContext(context)).build();
            }
            case INSPECT -> {
                var call = WskInspectEvent.newBuilder().setDispatch(dispatch);
                yield (context == null ? call : call.setSocketContext(context)).build();
            }
            case RECEIVE -> {
                var call = WskReceiveEvent.newBuilder().setFlags(flags).setDispatch(dispatch);
                yield (context == null ? call : call.setSocketContext(context)).build();
            }
            case RECEIVE_FROM -> {
                var call = WskReceiveFromEvent.newBuilder().setFlags(flags).setDispatch(dispatch);
                yield (context == null ? call : call.setSocketContext(context)).build();
            }
            case SEND_BACKLOG, DISCONNECT, ABORT ->
                    throw new IllegalStateException(event + " does not tell of it");
        };
    }
}
