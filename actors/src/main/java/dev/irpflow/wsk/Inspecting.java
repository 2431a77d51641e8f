package dev.irpflow.wsk;

import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpDecide;
import dev.irpflow.protocol.tcpip.TcpRequestDropped;
import dev.irpflow.protocol.tcpip.TcpRequested;
import dev.irpflow.protocol.tcpip.TcpVerdict;
import dev.irpflow.protocol.wsk.WskAbortEvent;
import dev.irpflow.protocol.wsk.WskInspectComplete;
import dev.irpflow.protocol.wsk.WskInspectEvent;
import org.jspecify.annotations.Nullable;

/**
 * Conditional accept: the client says of each request whether it is to become a connection, at once
 * or later. Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_inspect_event.md,
 * nc-wsk-pfn_wsk_inspect_complete.md, nc-wsk-pfn_wsk_abort_event.md.
 *
 * <p>Nothing comes of a verdict on a request that is over, or decided already: {@link
 * WskStatus#OVERDUE_VERDICT}. No callback begins once WskCloseSocket was called: who closes the
 * listening socket is not told of the requests that end with it.
 */
final class Inspecting {
    static final int REJECT = 0;
    static final int ACCEPT = 1;
    static final int PEND = 2;

    private final DispatchSlots slots;

    Inspecting(DispatchSlots slots) {
        this.slots = slots;
    }

    /** A peer asks for a connection: true if the client is being asked what it thinks of it. */
    boolean requested(Agenda agenda, TcpRequested request, Sink sink) {
        Socket listener = listener(request.getContext(), sink);
        if (listener == null) {
            agenda.answer(NtStatus.STATUS_SUCCESS, verdict(TcpVerdict.TCP_VERDICT_REJECT));
            return false;
        }
        listener.inspections().begin(request.getRequest());
        WskInspectEvent.Builder event =
                WskInspectEvent.newBuilder()
                        .setLocalAddress(Addresses.of(request.getLocal(), listener.family()))
                        .setRemoteAddress(Addresses.of(request.getRemote(), listener.family()))
                        .setInspectId(Inspections.id(listener, request.getRequest()))
                        .setDispatch(listener.dispatch());
        Long context = listener.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        Step step = new Step.RequestInspected(agenda, listener, request.getRequest());
        Callbacks.call(agenda, listener, SocketEvent.INSPECT, event.build(), step, sink);
        return true;
    }

    /** WskInspectEvent has returned. */
    void inspected(Return answer, Step.RequestInspected step, Sink sink) {
        int action = action(answer);
        Inspections inspections = step.listener().inspections();
        TcpVerdict verdict =
                switch (action) {
                    case ACCEPT -> TcpVerdict.TCP_VERDICT_ACCEPT;
                    case PEND -> TcpVerdict.TCP_VERDICT_UNSPECIFIED;
                    default -> TcpVerdict.TCP_VERDICT_REJECT;
                };
        if (Integer.compareUnsigned(action, PEND) > 0) {
            sink.violated(
                    WskRule.INSPECT_ACTION,
                    step.listener().registration().owner(),
                    "%s returns %s from WskInspectEvent"
                            .formatted(
                                    step.listener().registration().owner(),
                                    Integer.toUnsignedString(action)),
                    answer.call());
        }
        if (action != PEND) {
            inspections.end(step.request());
        }
        step.agenda().answer(NtStatus.STATUS_SUCCESS, verdict(verdict));
    }

    /** What WskInspectEvent has returned. */
    static int action(Return answer) {
        return answer.out() instanceof WskInspectEvent.Out out ? out.getReturned() : REJECT;
    }

    /** WskInspectComplete. */
    void complete(Agenda agenda, Pending complete, Sink sink) {
        WskInspectComplete request = (WskInspectComplete) complete.request();
        Socket listener = complete.socket();
        Inspections inspections = listener.inspections();
        long number = inspections.request(listener, request.getInspectId());
        int action = request.getAction();
        if (!inspections.isOn() || number == 0 || (action != ACCEPT && action != REJECT)) {
            agenda.refuse(complete, WskStatus.INVALID_PARAMETER, sink);
        } else if (inspections.end(number)) {
            agenda.ask(
                    TcpDecide.newBuilder()
                            .setEndpoint(listener.state().endpoint())
                            .setRequest(number)
                            .setAccepts(action == ACCEPT)
                            .build(),
                    complete);
        } else {
            agenda.finish(complete, WskStatus.OVERDUE_VERDICT.in(sink), 0);
        }
    }

    /** The transport knows the verdict, or that the request has gone meanwhile. */
    void decided(Return answer, Agenda agenda, Pending complete, Sink sink) {
        Socket listener = complete.socket();
        if (Losing.isTold(answer)) {
            Losing.lose(listener, agenda, sink);
        }
        boolean gone = answer.status() == NtStatus.STATUS_NOT_FOUND;
        NtStatus status = gone ? WskStatus.OVERDUE_VERDICT.in(sink) : answer.status();
        agenda.finish(complete, Losing.statusOr(listener, status), 0);
    }

    /** A request is over: true if the client is being told. */
    boolean dropped(Agenda agenda, TcpRequestDropped request, Sink sink) {
        Socket listener = listener(request.getContext(), sink);
        if (listener == null) {
            return false;
        }
        listener.inspections().end(request.getRequest());
        boolean isTold =
                slots.has(
                        listener.registration().owner(),
                        listener.dispatch(),
                        SocketEvent.ABORT.callback());
        if (!isTold) {
            return false;
        }
        WskAbortEvent.Builder event =
                WskAbortEvent.newBuilder()
                        .setInspectId(Inspections.id(listener, request.getRequest()))
                        .setDispatch(listener.dispatch());
        Long context = listener.context();
        if (context != null) {
            event.setSocketContext(context);
        }
        Step step = new Step.EventIndicated(agenda, listener, SocketEvent.ABORT);
        Callbacks.call(agenda, listener, SocketEvent.ABORT, event.build(), step, sink);
        return true;
    }

    private static @Nullable Socket listener(long context, Sink sink) {
        Socket socket = sink.machine().objects().find(context, Socket.class);
        return socket != null && socket.state() instanceof SocketState.Listening ? socket : null;
    }

    private static TcpRequested.Out verdict(TcpVerdict verdict) {
        return TcpRequested.Out.newBuilder().setVerdict(verdict).build();
    }
}
