package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Problem;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with an input, each thing once. */
final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    void add(Where where, String text) {
        found.add(new Problem(where, text));
    }

    void addAll(Collection<Problem> problems) {
        found.addAll(problems);
    }

    int size() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    Collection<Problem> all() {
        return found;
    }

    /** By position: the command line first, then the files in this order. */
    List<Problem> sorted(List<String> files) {
        return found.stream()
                .sorted(
                        Comparator.<Problem>comparingInt(p -> files.indexOf(p.where().file()))
                                .thenComparingInt(p -> p.where().line())
                                .thenComparingInt(p -> p.where().column()))
                .toList();
    }
}
