package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoConditionalAccept;
import org.jspecify.annotations.Nullable;

/**
 * SO_CONDITIONAL_ACCEPT. Page: windows-driver-docs-pr/network/so-conditional-accept.md. A stream
 * socket has no WskInspectComplete, and so no conditional accept.
 */
final class ConditionalAccept implements SocketCode<SoConditionalAccept> {
    private static final int SET_OPTION = 0;
    private static final int GET_OPTION = 1;

    private final DispatchSlots slots;

    ConditionalAccept(DispatchSlots slots) {
        this.slots = slots;
    }

    @Override
    public Class<SoConditionalAccept> message() {
        return SoConditionalAccept.class;
    }

    @Override
    public IrpUse irpUse(SoConditionalAccept request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public void carryOut(SoConditionalAccept request, Control control, Sink sink) {
        Socket socket = control.socket();
        if (socket.category() != SocketCategory.LISTEN) {
            control.refuse(WskStatus.CODE_OF_OTHER_SOCKETS, sink);
            return;
        }
        switch (request.getRequestType()) {
            case GET_OPTION -> get(control);
            case SET_OPTION -> control.end(set(control.agenda(), request, socket, sink), sink);
            default -> control.refuse(WskStatus.INVALID_PARAMETER, sink);
        }
    }

    private static void get(Control control) {
        int value = control.socket().inspections().isOn() ? 1 : 0;
        control.end(
                NtStatus.STATUS_SUCCESS,
                Integer.BYTES,
                SoConditionalAccept.Out.newBuilder().setOutputBuffer(value).build());
    }

    private @Nullable WskStatus set(
            Agenda agenda, SoConditionalAccept request, Socket socket, Sink sink) {
        boolean sound = request.hasInputBuffer() && (request.getInputBuffer() & ~1) == 0;
        if (!sound) {
            return WskStatus.INVALID_PARAMETER;
        }
        if (!(socket.state() instanceof SocketState.Created)) {
            return WskStatus.WRONG_STATE;
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
            return WskStatus.INVALID_PARAMETER;
        }
        socket.inspections().turn(on);
        return null;
    }

    private boolean hasCallback(Socket socket) {
        return socket.dispatch() != 0
                && slots.has(
                        socket.registration().owner(),
                        socket.dispatch(),
                        SocketEvent.INSPECT.callback());
    }
}
