package dev.irpflow.sim.run;

import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.SpinLock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the steps of a run share by name: names, signals, moments, locks. */
final class StepState {
    private final StepNames names = new StepNames();
    private final Signals signals = new Signals();
    private final AwaitedMoments awaited;
    private final Map<String, SpinLock> locks = new LinkedHashMap<>();

    StepState(Moments moments) {
        this.awaited = new AwaitedMoments(moments);
    }

    /** What the scenario's own steps have named. */
    StepNames names() {
        return names;
    }

    Signals signals() {
        return signals;
    }

    AwaitedMoments awaited() {
        return awaited;
    }

    /** The spin lock of this name on a machine, made at first mention. */
    SpinLock lock(RunningMachine here, String name) {
        return locks.computeIfAbsent(
                here.name() + " " + here.life() + " " + name,
                n -> here.machine().objects().add(new SpinLock(LockKind.SPIN_LOCK)));
    }
}
