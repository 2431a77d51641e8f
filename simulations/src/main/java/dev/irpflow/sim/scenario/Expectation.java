package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.value.TimeRange;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an operation must go.
 *
 * @param returns what it returns; null: not said
 * @param completes how it ends; null: not said
 * @param gives what its out-parameters hold
 * @param takes how long it takes in virtual time; null for any length
 * @param within how long the step waits at most; longer is a violation
 */
public record Expectation(
        @Nullable ResultMatcher returns,
        @Nullable ResultMatcher completes,
        List<Given> gives,
        @Nullable TimeRange takes,
        TimeSpan within) {
    /** How long a step waits if it does not say. */
    public static final TimeSpan USUAL_WITHIN = new TimeSpan(60_000_000_000L);

    /** One out-parameter and what it must be. */
    public record Given(String field, Matcher matcher, Where where) {}

    public Expectation {
        gives = List.copyOf(gives);
    }

    /**
     * What the return must be. What is not said must succeed; but where only the completion is
     * said, the return is free, because an operation that fails inline returns its failure too.
     */
    public ResultMatcher expectedReturn() {
        if (returns != null) {
            return returns;
        }
        return completes == null ? new ResultMatcher.Success() : new ResultMatcher.Any();
    }

    /**
     * What the completion must be. What is not said must succeed; but where only the return is
     * said, the completion is free.
     */
    public ResultMatcher expectedCompletion() {
        if (completes != null) {
            return completes;
        }
        return returns == null ? new ResultMatcher.Success() : new ResultMatcher.Any();
    }
}
