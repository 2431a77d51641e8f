package dev.irpflow.sim.scenario;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.sim.scenario.value.Place;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of every step.
 *
 * @param on where it runs: a machine, or a driver on it; null where that plays no part
 * @param as the name by which later steps refer to it
 * @param about a sentence for the report
 * @param processor the processor to run on; null for any
 * @param irql the level to run at; null for the one at hand
 * @param violates the rule that the step must violate
 * @param bugChecks the bug check that it must cause
 */
public record Adverbs(
        @Nullable Place on,
        @Nullable String as,
        @Nullable String about,
        @Nullable Integer processor,
        @Nullable Irql irql,
        @Nullable String violates,
        @Nullable BugCheckCode bugChecks) {
    /**
     * Where the step runs.
     *
     * @throws IllegalStateException if that plays no part: never for call, begin and run
     */
    public Place place() {
        if (on == null) {
            throw new IllegalStateException("this step is on no machine");
        }
        return on;
    }
}
