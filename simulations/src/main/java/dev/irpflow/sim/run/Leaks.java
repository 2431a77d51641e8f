package dev.irpflow.sim.run;

import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.KernelTimer;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Violation;
import dev.irpflow.kernel.WorkItem;
import java.util.ArrayList;
import java.util.List;

/** What is left over when every driver has been unloaded: it should be nothing. */
final class Leaks {
    private static final int TOLD = 5;

    private Leaks() {}

    /**
     * Judges what the steps have left open, before the drivers unload: a driver below an open file
     * could not unload well, and would be blamed for it.
     */
    static void judgeSteps(ScenarioRun run, Machines machines) {
        for (StepNames.Begun begun : run.state().names().notAwaited()) {
            if (machines.running(begun.on().name()) == begun.on()) {
                run.judged(
                        begun.on().name(),
                        new Violation(
                                KernelRule.LEAK_AT_END,
                                begun.on().machine().place(Application.PLACE).toString(),
                                "%s  $%s, which begins %s here, is never awaited"
                                        .formatted(
                                                begun.step().where(),
                                                begun.name(),
                                                begun.call().routine()),
                                null,
                                ""));
            }
        }
        for (RunningMachine running : machines.all()) {
            Machine machine = running.machine();
            machine.memory().ended(machine.place(Application.PLACE));
            List<String> left = new ArrayList<>();
            String application = running.machine().place(Application.PLACE).toString();
            for (Handle handle : running.machine().objects().all(Handle.class)) {
                if (handle.owner().equals(application)
                        && !running.machine().ledger().isExcused(handle.id())) {
                    left.add(handle.label() + " of " + application);
                }
            }
            judge(run, running.name(), sentence(left, running));
        }
    }

    /**
     * Judges what is left over at the end.
     *
     * @param ofDrivers only that, since the steps came to no good end of their own
     */
    static void judge(ScenarioRun run, Machines machines, boolean ofDrivers) {
        for (RunningMachine running : machines.all()) {
            Machine machine = running.machine();
            if (!ofDrivers) {
                machine.ledger().unloaded(machine.place(Application.PLACE));
                judge(run, running.name(), on(running));
            } else {
                List<String> left = new ArrayList<>(leftOn(machine));
                String steps = " of " + machine.place(Application.PLACE);
                left.removeIf(
                        words -> isOf(steps, words) || isOf(" of " + Application.PLACE, words));
                judge(run, running.name(), sentence(left, running));
            }
        }
    }

    private static boolean isOf(String owner, String words) {
        return words.endsWith(owner) || words.contains(owner + ", which ");
    }

    /** Judges what {@link #on} says of a machine, wherever that is played. */
    static void judge(ScenarioRun run, String machine, String leaks) {
        if (!leaks.isEmpty()) {
            run.judged(machine, new Violation(KernelRule.LEAK_AT_END, machine, leaks, null, ""));
        }
    }

    /** What is left over on a machine, in one sentence; "" for nothing. */
    static String on(RunningMachine running) {
        return sentence(leftOn(running.machine()), running);
    }

    private static String sentence(List<String> left, RunningMachine running) {
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
        List<KernelObject> excused = new ArrayList<>();
        for (Irp irp : machine.objects().all(Irp.class)) {
            left.add(irp.label() + " of " + irp.creator());
        }
        for (Handle handle : machine.objects().all(Handle.class)) {
            if (machine.ledger().isExcused(handle.id())) {
                excused.add(handle.object());
            } else {
                left.add(handle.label() + " of " + handle.owner());
            }
        }
        for (FileObject file : machine.objects().all(FileObject.class)) {
            if (!excused.contains(file)) {
                left.add(file.label() + " " + file.fileName());
            }
        }
        for (Region region : machine.objects().all(Region.class)) {
            String lent = region.lentFor();
            left.add(
                    "%s (%s) of %s%s"
                            .formatted(
                                    region.label(),
                                    region.tag(),
                                    region.owner(),
                                    lent == null ? "" : ", which " + lent));
        }
        for (WorkItem item : machine.objects().all(WorkItem.class)) {
            left.add(item.label() + " of " + item.driver());
        }
        for (KernelTimer timer : machine.objects().all(KernelTimer.class)) {
            if (timer.isSet()) {
                left.add(timer.label() + ", which is still set");
            }
        }
        left.addAll(machine.ledger().left());
        return left;
    }
}
