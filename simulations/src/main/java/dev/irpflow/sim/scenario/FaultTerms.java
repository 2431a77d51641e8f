package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Place;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a fault strikes. Without any of them it does so whenever it can, until {@code calm-after}.
 *
 * @param name for {@code end:} and {@code fault:} moments, and for the report
 * @param on the places where calls count; empty for everywhere. Links are kept with the verb
 * @param nth which occurrences of its subject
 * @param chance with which chance at each occurrence
 * @param at the time at which it begins
 * @param during the time between whose ends it strikes
 * @param when the moment at which it begins
 * @param lasts how long it goes on ({@code for:})
 * @param atMost how often it strikes at most
 * @param weight how often it is chosen among the faults of a storm; 1 is the usual
 * @param mayMiss whether the run counts although it never struck
 */
public record FaultTerms(
        @Nullable String name,
        List<Place> on,
        @Nullable Nth nth,
        @Nullable Share chance,
        @Nullable TimeRange at,
        @Nullable TimeRange during,
        @Nullable Moment when,
        @Nullable TimeRange lasts,
        @Nullable Long atMost,
        long weight,
        boolean mayMiss) {
    public FaultTerms {
        on = List.copyOf(on);
    }

    /** Whether a run in which it never strikes is inconclusive. */
    public boolean mustStrike() {
        return !mayMiss && (nth != null || at != null || when != null);
    }
}
