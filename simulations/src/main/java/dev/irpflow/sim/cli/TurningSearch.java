package dev.irpflow.sim.cli;

import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.explain.NotedAnswers;
import dev.irpflow.sim.report.TurningPoints;
import dev.irpflow.sim.report.TurningPoints.Finding;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answers that a violation hangs on: repeats the run without each of them, the newest
 * first.
 */
final class TurningSearch {
    // Counted in messages, not in seconds: equal runs must have equal stories.
    private static final long MOST_MESSAGES = 400_000;

    private final Simulation simulation;
    private final Scenario scenario;
    private final long seed;
    private final Watch watch;
    private long messages;

    TurningSearch(Simulation simulation, Scenario scenario, long seed, Watch watch) {
        this.simulation = simulation;
        this.scenario = scenario;
        this.seed = seed;
        this.watch = watch;
    }

    /** Looks for the answers of a run that was violated. */
    TurningPoints search(RunResult violated, NotedAnswers noted) {
        Violation violation = violated.firstViolation();
        if (violation == null) {
            return TurningPoints.UNKNOWN;
        }
        if (fails(new Answers(), violation)) {
            return new TurningPoints(Set.of(), Finding.FAILS_ANYWAY);
        }
        Set<Long> events = new LinkedHashSet<>();
        for (Long site : new ArrayList<>(noted.all().bySite().keySet()).reversed()) {
            if (messages > MOST_MESSAGES || watch.isInterrupted()) {
                return new TurningPoints(events, Finding.SOUGHT_IN_PART);
            }
            if (!fails(noted.without(Set.of(site)), violation)) {
                events.add(noted.eventOf(site));
            }
        }
        return new TurningPoints(events, Finding.SOUGHT);
    }

    private boolean fails(Answers answers, @Nullable Violation violation) {
        RunResult result = simulation.run(scenario, answers.replay(seed), Trace.NONE, watch);
        messages += result.messages();
        Violation found = result.firstViolation();
        return result.verdict() == Verdict.VIOLATED
                && found != null
                && violation != null
                && found.rule() == violation.rule();
    }
}
