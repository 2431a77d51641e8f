package dev.irpflow.sim.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The threads of a scenario that have not ended, and the strands on which they run. */
final class StepThreads {
    private final Machines machines;
    private final Set<StepThread> open = new LinkedHashSet<>();

    StepThreads(Machines machines) {
        this.machines = machines;
    }

    /** Runs the next part of a thread on its machine; a machine that boots is waited for. */
    void play(StepThread thread, Consumer<RunningMachine> part) {
        open.add(thread);
        RunningMachine here = machines.running(thread.machine());
        if (here == null) {
            thread.machineGone();
        } else if (machines.isBooting(thread.machine())) {
            machines.whenAllUp(() -> play(thread, part));
        } else {
            Application.start(here, thread, () -> part.accept(here));
        }
    }

    void ended(StepThread thread) {
        open.remove(thread);
    }

    /** A machine is gone. */
    void gone(String machine) {
        for (StepThread thread : List.copyOf(open)) {
            if (thread.machine().equals(machine)) {
                thread.machineGone();
            }
        }
    }
}
