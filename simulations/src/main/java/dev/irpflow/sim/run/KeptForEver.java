package dev.irpflow.sim.run;

import dev.irpflow.io.IoRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A driver that waits for the end of an IRP which it has back already: its completion routine has
 * kept the IRP and signaled nobody. It is looked for when nothing can happen any more. Page:
 * windows-driver-docs-pr/devtest/wdm-signaleventincompletion.md.
 */
final class KeptForEver {
    private KeptForEver() {}

    static void judge(ScenarioRun run, Machine machine) {
        if (machine.isDead()) {
            return;
        }
        machine.waitsForEver().forEach(held -> judge(run, held));
    }

    private static void judge(ScenarioRun run, Call held) {
        Irp irp = keptBy(held);
        if (irp != null) {
            Place driver = held.from();
            run.judged(
                    driver.machine().name(),
                    new Violation(
                            IoRule.EVENT_NOT_SET,
                            driver.toString(),
                            "%s waits for the end of %s, which its completion routine has kept, and the event has no signal"
                                    .formatted(driver, irp),
                            held,
                            ""));
        }
    }

    // One that its dispatch routine was sent, or one that the driver has made itself.
    private static @Nullable Irp keptBy(Call held) {
        Place driver = held.from();
        boolean isInDispatch = false;
        for (Call within = held.outer(); within != null; within = within.outer()) {
            Irp irp = within.to() == driver ? irpOf(within) : null;
            if (irp != null && isKept(irp, driver)) {
                return irp;
            }
            isInDispatch |= irp != null;
        }
        return isInDispatch ? ownThatIsBack(driver) : null;
    }

    private static @Nullable Irp irpOf(Call call) {
        long id = call.contract().objectId(call.request());
        return call.from().machine().objects().find(id, Irp.class);
    }

    private static @Nullable Irp ownThatIsBack(Place driver) {
        for (Irp irp : driver.machine().objects().all(Irp.class)) {
            if (irp.creator() == driver && irp.isEndedByMaker() && isBack(irp)) {
                return irp;
            }
        }
        return null;
    }

    private static boolean isKept(Irp irp, Place driver) {
        StackLocation location = irp.currentOrNull();
        DeviceObject device = location == null ? null : location.device();
        return irp.isPendingReturned()
                && location != null
                && device != null
                && device.driver() == driver
                && location.has(StackLocation.Note.KEPT_BY_ROUTINE);
    }

    private static boolean isBack(Irp irp) {
        return irp.operation() != 0 && irp.isPendingReturned() && irp.currentOrNull() == null;
    }
}
