package dev.irpflow.sim.run;

import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the steps of a run share by name: values, signals, operations that were begun, locks. */
final class StepState {
    private final Values values = new Values();
    private final Signals signals = new Signals();
    private final AwaitedMoments awaited;
    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private final List<Begun> outOfReach = new ArrayList<>();
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

    /** An operation that a step began, in one life of a machine. */
    record Begun(Step.Begin step, RunningMachine on, PendingCall call) {
        String name() {
            return Objects.requireNonNull(step.adverbs().as());
        }
    }

    /** A step has begun an operation; an earlier one of its name is out of reach from now on. */
    void begun(Begun operation) {
        Begun earlier = begun.put(operation.name(), operation);
        if (earlier != null) {
            outOfReach.add(earlier);
        }
    }

    @Nullable PendingCall findBegun(String name) {
        Begun operation = begun.get(name);
        return operation == null ? null : operation.call();
    }

    @Nullable PendingCall takeBegun(String name) {
        Begun operation = begun.remove(name);
        return operation == null ? null : operation.call();
    }

    /** The operations that no step has awaited. */
    List<Begun> notAwaited() {
        List<Begun> all = new ArrayList<>(outOfReach);
        all.addAll(begun.values());
        return all;
    }

    /** The spin lock of this name on a machine, made at first mention. */
    SpinLock lock(RunningMachine here, String name) {
        return locks.computeIfAbsent(
                here.name() + " " + here.life() + " " + name,
                n -> here.machine().objects().add(new SpinLock(LockKind.SPIN_LOCK)));
    }
}
