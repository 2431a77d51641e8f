package dev.irpflow.sim.run;

import dev.irpflow.sim.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What steps have named: the values that their operations gave, and operations that go on. */
final class StepNames {
    private final Values values = new Values();
    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private final List<Begun> outOfReach = new ArrayList<>();

    Values values() {
        return values;
    }

    /** An operation that a step of a thread began, in one life of a machine. */
    record Begun(Step step, StepSite by, RunningMachine on, Pending call) {
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

    @Nullable Pending findBegun(String name) {
        Begun operation = begun.get(name);
        return operation == null ? null : operation.call();
    }

    @Nullable Pending takeBegun(String name) {
        Begun operation = begun.remove(name);
        return operation == null ? null : operation.call();
    }

    /** What this thread has begun with system services that has not ended. */
    List<ServiceEnd> openOf(StepSite thread) {
        List<ServiceEnd> open = new ArrayList<>();
        for (Begun operation : notAwaited()) {
            ServiceEnd service = operation.call().service();
            if (operation.by() == thread && service != null && service.isOpen()) {
                open.add(service);
            }
        }
        return open;
    }

    /** Whoever has begun it is gone: nobody awaits it. */
    void forget(Begun operation) {
        begun.remove(operation.name(), operation);
        outOfReach.remove(operation);
    }

    /** The operations that no step has awaited. */
    List<Begun> notAwaited() {
        List<Begun> all = new ArrayList<>(outOfReach);
        all.addAll(begun.values());
        return all;
    }
}
