package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * How a hunt should go about a scenario. What is null is the hunt's own choice.
 *
 * @param lasts how long in real time ({@code for:})
 */
public record Hunt(
        @Nullable Long schedules,
        @Nullable TimeSpan lasts,
        @Nullable String strategy,
        @Nullable CountRange seeds) {}
