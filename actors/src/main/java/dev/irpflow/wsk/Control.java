package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A control code that is being carried out, with an IRP or without: of which socket, how it ends.
 */
final class Control {
    private final Agenda agenda;
    private final Socket socket;
    private final @Nullable Pending pending;

    private Control(Agenda agenda, Socket socket, @Nullable Pending pending) {
        this.agenda = agenda;
        this.socket = socket;
        this.pending = pending;
    }

    /** A code with an IRP. */
    static Control of(Agenda agenda, Pending pending) {
        return new Control(agenda, pending.socket(), pending);
    }

    /** A code without an IRP: the return is its end. */
    static Control of(Agenda agenda, Socket socket) {
        return new Control(agenda, socket, null);
    }

    Agenda agenda() {
        return agenda;
    }

    Socket socket() {
        return socket;
    }

    /** Its IRP, null for none. */
    @Nullable Pending pending() {
        return pending;
    }

    /** Asks the transport: how it ends hangs on the answer. Only of a code with an IRP. */
    void ask(GeneratedMessage function) {
        agenda.ask(function, Objects.requireNonNull(pending));
    }

    /** Ends it with nothing written. */
    void end(NtStatus status) {
        end(status, 0, null);
    }

    /** Ends it with the status of a point that the code's page may leave open. */
    void refuse(WskStatus point, Sink sink) {
        end(point.of(pending == null ? agenda.call().request() : pending.request(), sink));
    }

    /** Ends one with an IRP whose socket's phase has become wrong for it. */
    void endInWrongState(Sink sink) {
        end(WrongState.answer(Objects.requireNonNull(pending), sink));
    }

    /** Ends it with nothing written, as this point has it; null for a success. */
    void end(@Nullable WskStatus refusal, Sink sink) {
        if (refusal == null) {
            end(NtStatus.STATUS_SUCCESS);
        } else {
            refuse(refusal, sink);
        }
    }

    /** Ends it with so many bytes written. */
    void end(NtStatus status, long information, @Nullable GeneratedMessage written) {
        if (pending == null) {
            agenda.answer(status, written);
        } else {
            agenda.finish(pending, status, information, written);
        }
    }
}
