package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the named operations of a run gave: the other side of {@code as} and {@code $op.field}. */
class Values {
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    void put(String name, Outcome outcome) {
        outcomes.put(name, outcome);
    }

    /** The outcome of this name, null if there is none yet. */
    @Nullable Outcome outcome(String name) {
        return outcomes.get(name);
    }

    /** Whether what a reference names is what a matcher says. */
    boolean holds(Step.Condition condition, ScenarioRun run) {
        return condition.is().accepts(new Actuals(orNull(condition.subject()), this, run));
    }

    // A value that is not there is what `unset` matches.
    private @Nullable Object orNull(Reference reference) {
        try {
            return resolve(reference);
        } catch (UnresolvedException e) {
            return null;
        }
    }

    /**
     * The value that a reference names.
     *
     * @throws UnresolvedException if there is no such value yet
     */
    Object resolve(Reference reference) {
        Outcome outcome = outcomes.get(reference.operation());
        if (outcome == null) {
            throw new UnresolvedException(reference.written() + " has no value yet");
        }
        Object value = first(outcome, reference);
        for (int i = 1; i < reference.path().size() && value instanceof Message message; i++) {
            FieldDescriptor field =
                    message.getDescriptorForType().findFieldByName(reference.path().get(i));
            value = field == null ? null : message.getField(field);
        }
        if (value == null) {
            throw new UnresolvedException(reference.written() + " was not written");
        }
        return value;
    }

    private static @Nullable Object first(Outcome outcome, Reference reference) {
        if (reference.path().isEmpty()) {
            return null;
        }
        String name = reference.path().get(0);
        if (name.equals("status")) {
            return outcome.completed() == null
                    ? outcome.returned().value()
                    : outcome.completed().value();
        }
        return outcome.values().get(name);
    }
}
