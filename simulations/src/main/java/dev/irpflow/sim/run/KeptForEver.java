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
                            "%s waits for the end of %s, which its completion routine has kept without a signal"
                                    .formatted(driver, irp),
                            held,
                            ""));
        }
    }

    // One that its dispatch routine was sent, or one that it has made itself.
    private static @Nullable Irp keptBy(Call held) {
        Place driver = held.from();
        Machine machine = driver.machine();
        for (Call within = held.outer(); within != null; within = within.outer()) {
            Irp irp =
                    machine.objects().find(within.contract().objectId(within.request()), Irp.class);
            if (within.to() == driver && irp != null && isKept(irp, driver)) {
                return irp;
            }
        }
        for (Irp irp : machine.objects().all(Irp.class)) {
            if (irp.creator() == driver && irp.isEndedByMaker() && isBack(irp)) {
                return irp;
            }
        }
        return null;
    }

    private static boolean isKept(Irp irp, Place driver) {
        StackLocation location = irp.currentOrNull();
        DeviceObject device = location == null ? null : location.device();
        return location != null
                && device != null
                && device.driver() == driver
                && location.has(StackLocation.Note.KEPT_BY_ROUTINE);
    }

    private static boolean isBack(Irp irp) {
        return irp.operation() != 0 && irp.isPendingReturned() && irp.currentOrNull() == null;
    }
}
