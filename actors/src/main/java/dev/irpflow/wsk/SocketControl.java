package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskQueryInspectId;
import dev.irpflow.protocol.wsk.SoConditionalAccept;
import dev.irpflow.protocol.wsk.SoWskEventCallback;

/**
 * The control codes of WskControlSocket, each a call of its own. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_control_socket.md.
 */
final class SocketControl {
    private final EventControl events;
    private final ConditionalAccept conditional;

    SocketControl(EventControl events, ConditionalAccept conditional) {
        this.events = events;
        this.conditional = conditional;
    }

    /** Whether all of it may happen later. */
    static boolean mayPendAsAWhole(Pending pending) {
        return pending.request() instanceof SoConditionalAccept;
    }

    /** A code with an IRP. */
    void control(Agenda agenda, Pending pending, Sink sink) {
        if (pending.request() instanceof SoWskEventCallback) {
            events.control(agenda, pending, sink);
        } else if (pending.request() instanceof SoConditionalAccept) {
            conditional.control(agenda, pending, sink);
        } else {
            throw new IllegalStateException(pending + " is no control code");
        }
    }

    /** A code without an IRP. */
    void control(Agenda agenda, GeneratedMessage request, Socket socket) {
        NtStatus refusal = socket.state().refusal(Operation.CONTROL);
        if (refusal != null) {
            agenda.answer(refusal, null);
        } else if (request instanceof SoWskEventCallback callback) {
            events.control(agenda, callback, socket);
        } else if (request instanceof SioWskQueryInspectId) {
            conditional.query(agenda, socket);
        } else {
            throw new IllegalStateException(agenda.call() + " is no control code");
        }
    }
}
