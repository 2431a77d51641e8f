package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.InspectId;
import dev.irpflow.protocol.wsk.SioWskQueryInspectId;
import dev.irpflow.protocol.wsk.SoConditionalAccept;

/**
 * SO_CONDITIONAL_ACCEPT and SIO_WSK_QUERY_INSPECT_ID. Pages:
 * windows-driver-docs-pr/network/so-conditional-accept.md, sio-wsk-query-inspect-id.md.
 *
 * <p>The page names no code for an option that is set too late, here STATUS_INVALID_DEVICE_STATE,
 * and none for a value or a category of socket that it does not have: STATUS_INVALID_PARAMETER. A
 * stream socket has no WskInspectComplete, and so no conditional accept.
 */
final class ConditionalAccept {
    private static final int SET_OPTION = 0;
    private static final int GET_OPTION = 1;

    private final DispatchSlots slots;

    ConditionalAccept(DispatchSlots slots) {
        this.slots = slots;
    }

    /** The option. */
    void control(Agenda agenda, Pending pending, Sink sink) {
        SoConditionalAccept request = (SoConditionalAccept) pending.request();
        Socket socket = pending.socket();
        if (socket.category() != SocketCategory.LISTEN) {
            agenda.finish(pending, NtStatus.STATUS_INVALID_PARAMETER, 0);
            return;
        }
        switch (request.getRequestType()) {
            case GET_OPTION -> get(agenda, pending);
            case SET_OPTION -> agenda.finish(pending, set(agenda, request, socket, sink), 0);
            default -> agenda.finish(pending, NtStatus.STATUS_INVALID_PARAMETER, 0);
        }
    }

    private static void get(Agenda agenda, Pending pending) {
        int value = pending.socket().inspections().isOn() ? 1 : 0;
        agenda.finish(
                pending,
                NtStatus.STATUS_SUCCESS,
                Integer.BYTES,
                SoConditionalAccept.Out.newBuilder().setOutputBuffer(value).build());
    }

    private NtStatus set(Agenda agenda, SoConditionalAccept request, Socket socket, Sink sink) {
        boolean sound = request.hasInputBuffer() && (request.getInputBuffer() & ~1) == 0;
        if (!sound) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (!(socket.state() instanceof SocketState.Created)) {
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
        boolean on = request.getInputBuffer() == 1;
        if (on && !hasCallback(socket)) {
            Call call = agenda.call();
            sink.violated(
                    WskRule.CONDITIONAL_ACCEPT_CALLBACKS,
                    socket.registration().owner(),
                    "%s turns conditional accept of %s on, which has no WskInspectEvent"
                            .formatted(socket.registration().owner(), socket),
                    call);
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        socket.inspections().turn(on);
        return NtStatus.STATUS_SUCCESS;
    }

    private boolean hasCallback(Socket socket) {
        return socket.dispatch() != 0
                && slots.has(
                        socket.registration().owner(),
                        socket.dispatch(),
                        SocketEvent.INSPECT.callback());
    }

    /** The code, which takes no IRP. */
    void query(Agenda agenda, Socket socket) {
        InspectId id = socket.inspectId();
        if (id == null) {
            agenda.answer(NtStatus.STATUS_INVALID_DEVICE_REQUEST, null);
        } else {
            agenda.answer(
                    NtStatus.STATUS_SUCCESS,
                    SioWskQueryInspectId.Out.newBuilder().setInspectId(id).build());
        }
    }
}
