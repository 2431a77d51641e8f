package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.Hunt;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.TimeSpan;
import org.jspecify.annotations.Nullable;

/**
 * When a hunt has done enough.
 *
 * @param schedules how many runs at most
 * @param lastsNs how much real time at most, in nanoseconds
 */
record HuntBudget(long schedules, long lastsNs) {
    private static final long SCHEDULES = 20_000;
    private static final long LASTS_NS = 60_000_000_000L;

    /**
     * What the command line says, else the scenario. One that is given lifts the usual limit of the
     * other.
     *
     * @throws Refusal if it cannot be read
     */
    static HuntBudget of(@Nullable String schedules, @Nullable String lasts, @Nullable Hunt hunt)
            throws Refusal {
        Long most = schedules == null ? null : number(schedules);
        Long ns = lasts == null ? null : span(lasts);
        if (most == null && ns == null && hunt != null) {
            TimeSpan span = hunt.lasts();
            most = hunt.schedules();
            ns = span == null ? null : span.nanos();
        }
        boolean given = most != null || ns != null;
        return new HuntBudget(
                most == null ? given ? Long.MAX_VALUE : SCHEDULES : most,
                ns == null ? given ? Long.MAX_VALUE : LASTS_NS : ns);
    }

    private static long number(String text) throws Refusal {
        long number = SeedRange.one("--schedules", text);
        if (number == 0) {
            throw new Refusal("--schedules: found \"0\"; a hunt has at least one");
        }
        return number;
    }

    private static long span(String text) throws Refusal {
        return switch (Quantities.time(text)) {
            case Parsed.Good<TimeSpan>(TimeSpan span) when span.nanos() > 0 -> span.nanos();
            case Parsed.Good<TimeSpan> none ->
                    throw new Refusal("--for: found \"" + text + "\"; a hunt takes some time");
            case Parsed.Bad<TimeSpan> bad -> throw new Refusal("--for: " + bad.why());
        };
    }
}
