package dev.irpflow.sim.run;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what happened into a verdict. A run that showed nothing never passes as one that held. */
final class Judge {
    private final Scenario scenario;

    Judge(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Judges.
     *
     * @param limit the limit that ended the run, "" if none did
     * @param notLoaded a driver that did not load, null for none
     * @param missed what had to happen and did not, in words
     * @param ending the end that the scenario announces
     * @param facts the result but for verdict and reason
     */
    RunResult judge(
            String limit,
            @Nullable String notLoaded,
            List<String> missed,
            Ending ending,
            RunResult facts) {
        Violation first = facts.firstViolation();
        if (scenario.caughtBy() != null) {
            return caught(scenario.caughtBy(), first, limit, facts);
        }
        if (first != null) {
            return facts.judged(Verdict.VIOLATED, first.rule().id() + ": " + first.detail());
        }
        if (ending.hasCome()) {
            return facts.judged(Verdict.HELD, "");
        }
        String doubt = doubt(limit, notLoaded, missed, facts);
        return doubt.isEmpty()
                ? facts.judged(Verdict.HELD, "")
                : facts.judged(Verdict.INCONCLUSIVE, doubt);
    }

    // A broken twin: it must be caught, and by the rule that it is made to break.
    private static RunResult caught(
            String rule, @Nullable Violation first, String limit, RunResult facts) {
        if (first == null) {
            String why = limit.isEmpty() ? "the run held" : "it hit " + limit;
            return facts.judged(Verdict.INCONCLUSIVE, rule + " should have caught it, but " + why);
        }
        if (!first.rule().id().equals(rule)) {
            return facts.judged(
                    Verdict.INCONCLUSIVE,
                    "%s should have caught it, but %s did: %s"
                            .formatted(rule, first.rule().id(), first.detail()));
        }
        return facts.judged(Verdict.VIOLATED, rule + ": " + first.detail());
    }

    private static String doubt(
            String limit, @Nullable String notLoaded, List<String> missed, RunResult facts) {
        List<String> doubts = new ArrayList<>();
        if (!limit.isEmpty()) {
            doubts.add("it hit " + limit);
        }
        if (notLoaded != null) {
            doubts.add(notLoaded);
        }
        if (facts.steps() == 0) {
            doubts.add("no step ran");
        } else if (facts.checks() == 0) {
            doubts.add("nothing was checked");
        }
        doubts.addAll(missed);
        return String.join("; ", doubts);
    }
}
