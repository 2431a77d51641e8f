package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.yaml.Where;
import org.jspecify.annotations.Nullable;

/** How a run must end ({@code outcome:}); a run that ends so has held. */
public sealed interface ExpectedEnd {
    Where where();

    /**
     * The machine stops with this bug check; rules that are broken on the way there are part of it.
     *
     * @param p2 its second parameter; null for any
     * @param p3 its third; null for any
     * @param p4 its fourth; null for any
     */
    record ByBugCheck(
            BugCheckCode code, @Nullable Long p2, @Nullable Long p3, @Nullable Long p4, Where where)
            implements ExpectedEnd {}

    /** The first violation of the run is one of this rule. */
    record ByViolation(String rule, Where where) implements ExpectedEnd {}
}
