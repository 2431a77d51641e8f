package dev.irpflow.ke.irp;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** Whose an IRP is at a moment, and which of its stack locations are his. */
final class IrpOwnership {
    private IrpOwnership() {}

    /**
     * The IRP of a number. Null: there is none, the caller was told against, and the call is
     * returned. A caller who has sent it on is told against too, but served.
     */
    static @Nullable Irp irp(long id, Call call, Sink sink) {
        Irp irp = Arguments.object(id, Irp.class, call, sink);
        if (irp != null && irp.isSentOnBy(call.from())) {
            Broken.rule(
                    IrpRule.SENT_ON,
                    call,
                    "calls %s on %s, which it has sent on".formatted(call.contract().name(), irp),
                    sink);
        }
        return irp;
    }

    /** Whether the caller has a location; if not, he was told against and the call is returned. */
    static boolean hasOwnLocation(Irp irp, Call call, Sink sink) {
        if (irp.currentOrNull() != null) {
            return true;
        }
        Broken.rule(
                IrpRule.NO_OWN_LOCATION,
                call,
                "calls %s on %s, in which it has no stack location"
                        .formatted(call.contract().name(), irp),
                sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        return false;
    }

    /** Whether there is a next location; if not, the caller was told against as above. */
    static boolean hasNextLocation(Irp irp, Call call, Sink sink) {
        if (irp.hasNextLocation()) {
            return true;
        }
        Broken.rule(
                IrpRule.NO_NEXT_LOCATION,
                call,
                "calls %s on %s, which has no location below"
                        .formatted(call.contract().name(), irp),
                sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        return false;
    }
}
