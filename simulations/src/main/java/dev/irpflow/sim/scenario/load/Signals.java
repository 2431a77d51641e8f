package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that may be used before they are declared: signals between threads, and faults. They are
 * compared when everything is read.
 */
final class Signals {
    private record Use(String name, Where where) {}

    private final Scope scope;
    private final Set<String> signalled = new LinkedHashSet<>();
    private final List<Use> awaited = new ArrayList<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private final List<Use> faultUses = new ArrayList<>();

    Signals(Scope scope) {
        this.scope = scope;
    }

    void signalled(String name) {
        signalled.add(name);
    }

    void awaited(String name, Where where) {
        awaited.add(new Use(name, where));
    }

    /** A fault has this name. */
    void declareFault(String name, Where where) {
        if (!faults.add(name)) {
            scope.problem(where, name + ": another fault has this name already");
        }
    }

    void useFault(String name, Where where) {
        faultUses.add(new Use(name, where));
    }

    /** Tells of every name that nobody declares. */
    void check() {
        for (Use use : awaited) {
            if (!use.name().isEmpty() && !signalled.contains(use.name())) {
                scope.problem(
                        use.where(),
                        "no step signals %s.%s"
                                .formatted(use.name(), Nearest.hint(use.name(), signalled)));
            }
        }
        for (Use use : faultUses) {
            if (!use.name().isEmpty() && !faults.contains(use.name())) {
                scope.problem(
                        use.where(),
                        "no fault is called %s; give it with name.%s"
                                .formatted(use.name(), Nearest.hint(use.name(), faults)));
            }
        }
    }
}
