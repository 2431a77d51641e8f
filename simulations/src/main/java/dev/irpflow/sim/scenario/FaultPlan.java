package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a scenario.
 *
 * @param calmAfter when all of them end and progress is owed; null: with the last step
 */
public record FaultPlan(List<Fault> faults, @Nullable TimeSpan calmAfter) {
    public FaultPlan {
        faults = List.copyOf(faults);
    }
}
