package dev.irpflow.sim.hunt;

import dev.irpflow.sim.hunt.shrink.Search;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.FaultPlan;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Chooser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the run in which a failure was found as small as it gets. */
public final class Shrinker {
    // Enough for some thousand answers of which few matter; where more do, the first halves go.
    private static final long RUNS = 20_000;
    private static final long MESSAGES = 30_000_000;

    private final Simulation simulation;
    private final long messages;

    /** A shrinker on a simulation, which stays the caller's. */
    public Shrinker(Simulation simulation) {
        this(simulation, MESSAGES);
    }

    /** One that plays so many messages at the most. */
    public Shrinker(Simulation simulation, long messages) {
        this.simulation = simulation;
        this.messages = messages;
    }

    /**
     * A run that failed.
     *
     * @param failure in which way
     * @param scenarios its scenario, with less in it
     * @param draws which of their values drawn parameters had, by name, the first being 0; without
     *     those that have the first
     * @param seed its seed
     */
    public record Found(
            Failure failure,
            Function<Reduction, Scenario> scenarios,
            Map<String, Long> draws,
            long seed) {}

    /**
     * Shrinks it. Null if it did not fail in this way again, or not in time.
     *
     * @param answers those that it was given
     * @param stopped true ends it with the smallest run so far
     */
    public @Nullable Shrunk shrink(Found found, Chooser answers, BooleanSupplier stopped) {
        Search.Aim aim =
                new Search.Aim(
                        found.scenarios(),
                        found.draws(),
                        found.seed(),
                        (first, result) -> isSame(found, first, result));
        Search search = new Search(aim, new Search.Budget(RUNS, messages), answers, stopped);
        simulation.runAll(search, stopped);
        RunResult first = search.firstResult();
        RunResult smallest = search.result();
        if (first == null || smallest == null) {
            return null;
        }
        return new Shrunk(
                Failure.of(first),
                search.answers(),
                search.reduction(),
                extent(search.firstAnswers(), first, found, Reduction.NONE),
                extent(search.answers(), smallest, found, search.reduction()),
                search.runs(),
                ending(search.end()));
    }

    // A run that nobody records does not tell the line of the driver's Java: places are compared
    // among such runs, and only the rule with the one that was found.
    private static boolean isSame(Found found, @Nullable RunResult first, RunResult result) {
        Failure failure = Failure.of(result);
        return first == null
                ? failure.rule().equals(found.failure().rule())
                : failure.equals(Failure.of(first));
    }

    private static Shrunk.Ending ending(Search.End end) {
        return switch (end) {
            case SMALLEST -> Shrunk.Ending.SMALLEST;
            case BUDGET -> Shrunk.Ending.BUDGET;
            case STOPPED, NOT_REPEATED -> Shrunk.Ending.STOPPED;
            case LOOPS -> Shrunk.Ending.LOOPS;
        };
    }

    // A failure of each-site is an answer and a strike, and a gust is one of its storm, too: each
    // counts once.
    private static Shrunk.Extent extent(
            Map<Long, Answer> answers, RunResult result, Found found, Reduction reduction) {
        long decisions =
                answers.values().stream().filter(answer -> !Answer.YES.equals(answer)).count();
        long faults = result.faults().values().stream().mapToLong(Long::longValue).sum();
        FaultPlan plan = found.scenarios().apply(reduction).faults();
        for (int i = 0; i < plan.faults().size(); i++) {
            Fault fault = plan.faults().get(i);
            long strikes = result.faults().getOrDefault(plan.names().get(i), 0L);
            decisions -= fault instanceof Fault.EachSite each && each.asks() ? strikes : 0;
            faults -= fault instanceof Fault.Storm ? strikes : 0;
        }
        long draws = drawn(found, reduction);
        long steps = result.steps();
        return new Shrunk.Extent(Math.max(0, decisions), faults, draws, steps, result.messages());
    }

    private static long drawn(Found found, Reduction reduction) {
        Map<String, Long> draws = new LinkedHashMap<>(found.draws());
        draws.putAll(reduction.draws());
        return draws.values().stream().filter(which -> which != 0).count();
    }
}
