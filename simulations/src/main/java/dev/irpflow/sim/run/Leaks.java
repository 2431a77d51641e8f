package dev.irpflow.sim.run;

import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Violation;

import dev.irpflow.wsk.LeftBehind;
import java.util.ArrayList;
import java.util.List;

/** What is left over when every driver has been unloaded: it should be nothing. */
final class Leaks {
    private static final int TOLD = 5;

    private Leaks() {}

    static void judge(ScenarioRun run, Machines machines) {
        for (RunningMachine running : machines.all()) {
            LeftBehind.check(running.machine().place(Application.PLACE));
            judge(run, running.name(), on(running));
        }
    }

    /** Judges what {@link #on} says of a machine, wherever that is played. */
    static void judge(ScenarioRun run, String machine, String leaks) {
        if (!leaks.isEmpty()) {
            run.judged(machine, new Violation(KernelRule.LEAK_AT_END, machine, leaks, null, ""));
        }
    }

    /** What is left over on a machine, in one sentence; "" for nothing. */
    static String on(RunningMachine running) {
        List<String> left = leftOn(running.machine());
        return left.isEmpty()
                ? ""
                : "%d objects are left over on %s: %s%s"
                        .formatted(
                                left.size(),
                                running.name(),
                                String.join(", ", left.subList(0, Math.min(TOLD, left.size()))),
                                left.size() > TOLD ? ", ..." : "");
    }

    private static List<String> leftOn(Machine machine) {
        List<String> left = new ArrayList<>();
        for (Irp irp : machine.objects().all(Irp.class)) {
            left.add(irp.label() + " of " + irp.creator());
        }
        for (Handle handle : machine.objects().all(Handle.class)) {
            left.add(handle.label() + " of " + handle.owner());
        }
        for (FileObject file : machine.objects().all(FileObject.class)) {
            left.add(file.label() + " " + file.fileName());
        }
        for (Region region : machine.objects().all(Region.class)) {
            left.add(region.label() + " (" + region.tag() + ") of " + region.owner());
        }
        return left;
    }
}
