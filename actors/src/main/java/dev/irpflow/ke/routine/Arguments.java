package dev.irpflow.ke.routine;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The kernel objects that a call names. */
public final class Arguments {
    private Arguments() {}

    /**
     * The live object of a number and kind. Null: there is none, the caller was told against, and
     * the call is returned.
     */
    public static <T extends KernelObject> @Nullable T object(
            long id, Class<T> kind, Call call, Sink sink) {
        T found = sink.machine().objects().find(id, kind);
        if (found == null) {
            missing(id, kind, call, sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
        return found;
    }

    /** Tells against a caller who named no live object of the kind. */
    public static void missing(long id, Class<?> kind, Call call, Sink sink) {
        KernelObject other = sink.machine().objects().find(id);
        boolean stale = other == null && sink.machine().objects().wasGiven(id);
        String what =
                id == 0
                        ? "NULL"
                        : other != null
                                ? other.toString()
                                : stale ? "number " + id + ", which is gone" : "number " + id;
        Broken.rule(
                stale ? KernelRule.OBJECT_AFTER_CLOSE : KeRule.NO_SUCH_OBJECT,
                call,
                "calls %s with %s for the %s"
                        .formatted(call.contract().name(), what, kind.getSimpleName()),
                sink);
    }
}
