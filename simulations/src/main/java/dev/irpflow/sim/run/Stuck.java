package dev.irpflow.sim.run;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a run that is not over cannot go on: who holds what everybody waits for. */
final class Stuck {
    private Stuck() {}

    /** Turns the reason into a violation. */
    static void judge(ScenarioRun run, Operations operations, Machines machines) {
        Call newest = newestHeldByDriver(operations.open());
        if (newest == null) {
            run.violated(
                    machines.any(),
                    new Violation(
                            KernelRule.DEADLOCK,
                            machines.any().name(),
                            "nothing can happen any more, and the steps are not done"
                                    + describe(operations),
                            null,
                            ""));
            return;
        }
        Machine machine = newest.to().machine();
        String holder = holderOf(newest);
        run.violated(
                machine,
                new Violation(
                        IoRule.IRP_NEVER_COMPLETED,
                        holder,
                        "%s holds %s of %s and nothing is under way that could complete it"
                                .formatted(holder, objectOf(newest), newest.contract().name()),
                        newest,
                        ""));
    }

    /** Words for a report: what is still open; "" for nothing. */
    static String describe(Operations operations) {
        List<Call> open = operations.open();
        if (open.isEmpty()) {
            return "";
        }
        Call newest = open.get(open.size() - 1);
        return "; %d operations are open, the newest is %s (%s)"
                .formatted(open.size(), newest.contract().name(), holderOf(newest));
    }

    // What was begun last is what the others wait for: an application's read waits for the low I/O,
    // which waits for the IRP that the redirector sent.
    private static @Nullable Call newestHeldByDriver(List<Call> open) {
        return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    private static String holderOf(Call call) {
        Irp irp = irpOf(call);
        StackLocation location = irp == null ? null : irp.currentOrNull();
        if (location != null && location.device() != null) {
            return location.device().driver().toString();
        }
        return call.to().toString();
    }

    private static String objectOf(Call call) {
        Irp irp = irpOf(call);
        return irp == null ? "the operation" : irp.label();
    }

    private static @Nullable Irp irpOf(Call call) {
        long id = call.contract().objectId(call.request());
        return call.to().machine().objects().find(id, Irp.class);
    }
}
