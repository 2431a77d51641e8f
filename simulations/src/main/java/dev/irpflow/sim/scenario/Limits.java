package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.TimeSpan;

/**
 * Where a run gives up; one that does is inconclusive.
 *
 * @param time virtual time
 */
public record Limits(TimeSpan time, long messages) {
    /** An hour and two million messages. */
    public static final Limits USUAL = new Limits(new TimeSpan(3_600_000_000_000L), 2_000_000);
}
