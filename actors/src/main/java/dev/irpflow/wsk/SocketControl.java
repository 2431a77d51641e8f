package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The control codes of WskControlSocket, each a call of its own. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md.
 *
 * <p>There is none for lingering: WSK does not document SO_LINGER. A client that wants its data to
 * arrive waits for its WskDisconnect before WskCloseSocket, which resets what is not disconnected
 * in both directions.
 *
 * <p>A code that requires an IRP and is given none ends inline where it can, and else with
 * STATUS_REQUEST_NOT_ACCEPTED, as wsk.h says.
 */
final class SocketControl {
    private final Map<Class<?>, SocketCode<?>> codes = new LinkedHashMap<>();

    SocketControl(List<SocketCode<?>> codes) {
        codes.forEach(code -> this.codes.put(code.message(), code));
    }

    /** Whether the call is of a control code that is modelled. */
    boolean has(Call call) {
        return codes.containsKey(call.request().getClass());
    }

    /** Whether this call of a code must not have an IRP. */
    boolean takesNoIrp(GeneratedMessage request) {
        return irpUse(codeOf(request), request) == IrpUse.NULL;
    }

    /** Whether with an IRP all of it may happen later. */
    boolean mayPendAsAWhole(Pending pending) {
        return codeOf(pending.request()).mayPendAsAWhole();
    }

    /** A code with an IRP. */
    void control(Agenda agenda, Pending pending, Sink sink) {
        if (takesNoIrp(pending.request())) {
            agenda.refuse(pending, WskStatus.INVALID_PARAMETER, sink);
            return;
        }
        carryOut(codeOf(pending.request()), pending.request(), Control.of(agenda, pending), sink);
    }

    /** A code without an IRP. */
    void control(Agenda agenda, Socket socket, Sink sink) {
        Call call = agenda.call();
        SocketCode<?> code = codeOf(call.request());
        NtStatus refusal = WrongState.refusal(socket, Operation.CONTROL, call.request(), sink);
        if (refusal != null) {
            agenda.answer(refusal, null);
        } else if (needsIrp(code, call, sink)) {
            agenda.answer(NtStatus.STATUS_REQUEST_NOT_ACCEPTED, null);
        } else {
            if (irpUse(code, call.request()) == IrpUse.DEMANDED) {
                Intake.noteNoIrp(call, sink);
            }
            carryOut(code, call.request(), Control.of(agenda, socket), sink);
        }
    }

    private static boolean needsIrp(SocketCode<?> code, Call call, Sink sink) {
        return irpUse(code, call.request()) == IrpUse.REQUIRED
                && (code.asksTransport()
                        || (code.mayPendAsAWhole() && Intake.isToPend(call, sink)));
    }

    /** The transport has answered what it was asked for a code with an IRP. */
    void answered(Return answer, Agenda agenda, Pending pending, Sink sink) {
        codeOf(pending.request()).answered(answer, Control.of(agenda, pending), sink);
    }

    /** IoCancelIrp has won the IRP of a code. */
    void cancelled(Pending pending) {
        codeOf(pending.request()).cancelled(pending);
    }

    private SocketCode<?> codeOf(GeneratedMessage request) {
        SocketCode<?> code = codes.get(request.getClass());
        if (code == null) {
            throw new IllegalStateException(request.getClass() + " is no control code");
        }
        return code;
    }

    private static <R extends GeneratedMessage> IrpUse irpUse(
            SocketCode<R> code, GeneratedMessage request) {
        return code.irpUse(code.message().cast(request));
    }

    private static <R extends GeneratedMessage> void carryOut(
            SocketCode<R> code, GeneratedMessage request, Control control, Sink sink) {
        code.carryOut(code.message().cast(request), control, sink);
    }
}
