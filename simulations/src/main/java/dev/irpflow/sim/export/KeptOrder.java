package dev.irpflow.sim.export;

import dev.irpflow.sim.run.StepText;
import dev.irpflow.sim.scenario.Order.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order that the decisions of a run come to: each says that one step came before another, and
 * all of those steps stand in the order in which they came.
 */
final class KeptOrder {
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<StepText, Long> counts = new LinkedHashMap<>();
    private final Map<Occurrence, Long> moments = new LinkedHashMap<>();
    private final Map<Occurrence, Long> kept = new LinkedHashMap<>(); // with its place among them
    private long now;

    private record Occurrence(StepText step, long nth) {}

    /** A step is taken. */
    void takes(StepText step) {
        long nth = counts.merge(step, 1L, Long::sum);
        Occurrence occurrence = new Occurrence(step, nth);
        now++;
        if (kept.containsKey(occurrence)) {
            moments.put(occurrence, now);
        }
    }

    /** A step is chosen to come before another one. */
    void chosen(StepText first, StepText second) {
        keep(first, 0);
        keep(second, first.equals(second) ? 1 : 0);
    }

    private void keep(StepText step, long more) {
        long nth = counts.getOrDefault(step, 0L) + 1 + more;
        kept.putIfAbsent(new Occurrence(step, nth), (long) kept.size());
    }

    /** The steps in their order; those that never came stand at the end. */
    List<Entry> entries() {
        List<Occurrence> all = new ArrayList<>(kept.keySet());
        all.sort(
                Comparator.comparingLong((Occurrence one) -> moments.getOrDefault(one, NEVER))
                        .thenComparingLong(one -> kept.getOrDefault(one, NEVER)));
        return all.stream().map(one -> one.step().entry(one.nth())).toList();
    }
}
