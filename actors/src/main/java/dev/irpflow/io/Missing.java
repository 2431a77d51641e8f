package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.ObjectTable;
import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/** Tells against callers who name an IRP or a device that is not there. */
final class Missing {
    private Missing() {}

    /**
     * There is no IRP of this number.
     *
     * @param does the caller's deed, such as "sends"
     * @param stop the bug check for something that is no IRP, null if none is documented
     */
    static void irp(Call call, long id, String does, @Nullable BugCheck stop, Sink sink) {
        ObjectTable objects = sink.machine().objects();
        boolean stale = objects.find(id) == null && objects.wasGiven(id);
        String what =
                stale
                        ? "irp-" + id + ", which is not there"
                        : id == 0
                                ? "NULL instead of an IRP"
                                : objects.find(id) == null
                                        ? "number " + id + ", which is no IRP"
                                        : objects.find(id) + ", which is no IRP";
        Breach.tell(
                sink.machine(),
                stale ? IoRule.IRP_AFTER_FREE : IoRule.NOT_AN_IRP,
                call.from(),
                "%s %s %s".formatted(call.from(), does, what),
                call,
                stale ? null : stop);
    }

    /** IoCallDriver was given no device object. */
    static void device(Call call, long id, Sink sink) {
        boolean stale =
                sink.machine().objects().find(id) == null && sink.machine().objects().wasGiven(id);
        Breach.tell(
                sink.machine(),
                stale ? KernelRule.OBJECT_AFTER_CLOSE : IoRule.NOT_A_DEVICE,
                call.from(),
                "%s sends an IRP to %s"
                        .formatted(
                                call.from(),
                                stale ? "a device that is gone" : "what is no device object"),
                call,
                stale
                        ? null
                        : DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(
                                id == 0 ? 0x204 : 0x04, id, 0, 0));
    }
}
