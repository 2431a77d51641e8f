package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a scenario.
 *
 * @param numbers what tells each from others of its verb where it has no name: its place in the
 *     file, from 1
 * @param calmAfter when all of them end and progress is owed; null: with the last step
 */
public record FaultPlan(List<Fault> faults, List<Integer> numbers, @Nullable TimeSpan calmAfter) {
    public FaultPlan {
        faults = List.copyOf(faults);
        numbers = List.copyOf(numbers);
    }

    /** What each is called: its name, or its verb and number. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            names.add(faults.get(i).name(numbers.get(i)));
        }
        return names;
    }

    /** Whether one of them asks at each site whether the call there fails. */
    public boolean isSystematic() {
        return faults.stream()
                .anyMatch(fault -> fault instanceof Fault.EachSite each && each.asks());
    }

    /** All faults of a file. */
    public FaultPlan(List<Fault> faults, @Nullable TimeSpan calmAfter) {
        this(faults, IntStream.rangeClosed(1, faults.size()).boxed().toList(), calmAfter);
    }
}
