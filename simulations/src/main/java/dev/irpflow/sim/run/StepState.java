package dev.irpflow.sim.run;

import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.SpinLock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the steps of a run share by name: values, signals, operations that were begun, locks. */
final class StepState {
    private final Values values = new Values();
    private final Signals signals = new Signals();
    private final AwaitedMoments awaited;
    private final Map<String, PendingCall> begun = new LinkedHashMap<>();
    private final Map<String, SpinLock> locks = new LinkedHashMap<>();

    StepState(Moments moments) {
        this.awaited = new AwaitedMoments(moments);
    }

    Values values() {
        return values;
    }

    Signals signals() {
        return signals;
    }

    AwaitedMoments awaited() {
        return awaited;
    }

    void begun(@Nullable String name, PendingCall call) {
        if (name != null) {
            begun.put(name, call);
        }
    }

    @Nullable PendingCall findBegun(String name) {
        return begun.get(name);
    }

    @Nullable PendingCall takeBegun(String name) {
        return begun.remove(name);
    }

    /** The spin lock of this name on a machine, made at first mention. */
    SpinLock lock(RunningMachine here, String name) {
        return locks.computeIfAbsent(
                here.name() + " " + here.life() + " " + name,
                n -> here.machine().objects().add(new SpinLock(LockKind.SPIN_LOCK)));
    }
}
