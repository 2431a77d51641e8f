package dev.irpflow.sim.explain;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.explain.Explained.Cause;
import dev.irpflow.sim.explain.Explained.Good;
import dev.irpflow.sim.explain.Explained.Told;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.report.InWords;
import dev.irpflow.sim.report.StoryTrace;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Answer;
import dev.irpflow.stage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays what an explanation needs. */
public final class Explainer {
    /** How many forks there are at each place, if nobody says. */
    public static final int FORKS = 200;

    // Counted in messages, not in seconds: equal runs have equal explanations.
    private static final long FORKED_MESSAGES = 1_000_000;
    private static final long SEARCHED_MESSAGES = 300_000;
    private static final long MOST_SEARCHED = 2_000;
    private static final int FEWEST_FORKS = 10;

    private final Simulation simulation;
    private final BooleanSupplier stopped;
    private final Consumer<Supplier<String>> telling;

    /**
     * An explainer on a simulation, which stays the caller's.
     *
     * @param stopped true ends it with what it has
     * @param telling is given what is being done, in words
     */
    public Explainer(
            Simulation simulation, BooleanSupplier stopped, Consumer<Supplier<String>> telling) {
        this.simulation = simulation;
        this.stopped = stopped;
        this.telling = telling;
    }

    /**
     * Explains a run.
     *
     * @param scenario without what the run leaves out
     * @param answers those of the run
     * @param forks how many at each place; 0 for {@link #FORKS}, fewer where runs are long
     * @return null if the run does not fail
     */
    public @Nullable Explained explain(Scenario scenario, long seed, Answers answers, int forks) {
        StoryTrace trace = new StoryTrace();
        NotedAnswers noted = new NotedAnswers(trace);
        telling.accept(() -> "the story");
        RunResult recorded =
                simulation.run(scenario, noted.noting(answers.replay(seed)), trace, stopped);
        Violation violation = recorded.firstViolation();
        if (violation == null || recorded.verdict() != Verdict.VIOLATED) {
            return null;
        }
        Map<Long, Answer> given = noted.all().bySite();
        Set<Long> events = new LinkedHashSet<>();
        given.keySet().forEach(site -> events.add(noted.eventOf(site)));
        List<InWords.Step> story = InWords.story(trace.newest(), violation, events);
        if (violation.rule() == KernelRule.DRIVER_LOOPS || stopped.getAsBoolean()) {
            return new Explained(violation, story, List.of(), null, 0, null);
        }
        // Runs that nobody records show places in another way: they are compared with each other.
        RunResult plain = simulation.run(scenario, answers.replay(seed), Trace.NONE, stopped);
        Kept kept = new Kept(scenario, seed, given, Failure.of(plain), plain.messages());
        List<Told> told = new ArrayList<>();
        given.forEach((site, answer) -> told.add(told(trace, noted, site, answer)));
        Forks played = forks(kept, forks);
        List<Cause> causes = causes(told, played.shares());
        Share start = played.shares().isEmpty() ? null : played.shares().getFirst();
        int each = played.shares().isEmpty() ? 0 : (int) played.shares().getFirst().runs();
        return new Explained(violation, story, causes, start, each, good(kept, start, causes));
    }

    private Forks forks(Kept kept, int wanted) {
        long places = kept.answers().size() + 1L;
        long most = FORKED_MESSAGES / Math.max(1, places * kept.messages());
        int each = wanted > 0 ? wanted : (int) Math.max(FEWEST_FORKS, Math.min(FORKS, most));
        Forks forks = new Forks(kept, each, stopped);
        telling.accept(
                () -> "the turning point, fork %,d of %,d".formatted(forks.played(), forks.all()));
        simulation.runAll(forks, stopped);
        return forks;
    }

    private @Nullable Good good(Kept kept, @Nullable Share start, List<Cause> causes) {
        // The turning point first, then from the end to the beginning.
        List<Long> order = new ArrayList<>(kept.answers().keySet()).reversed();
        int turning = Explained.turning(start, causes);
        if (turning >= 0) {
            Long site = causes.get(turning).told().site();
            order.remove(site);
            order.addFirst(site);
        }
        long most = Math.min(MOST_SEARCHED, SEARCHED_MESSAGES / Math.max(1, kept.messages()));
        NearestGood search = new NearestGood(kept, order, Math.max(most, 50), stopped);
        telling.accept(() -> "the nearest good run, run %,d".formatted(search.runs()));
        simulation.runAll(search, stopped);
        if (search.result() == null) {
            return new Good(List.of(), Map.of(), search.runs(), search.hasTriedAllOnes(), "");
        }
        return told(kept, search, causes);
    }

    private Good told(Kept kept, NearestGood search, List<Cause> causes) {
        StoryTrace trace = new StoryTrace();
        NotedAnswers noted = new NotedAnswers(trace);
        simulation.run(
                kept.scenario(),
                noted.noting(search.answers().replay(kept.seed())),
                trace,
                stopped);
        List<Explained.Changed> changes = new ArrayList<>();
        for (NearestGood.Difference each : search.differences()) {
            Told before = null;
            for (Cause cause : causes) {
                before = cause.told().site() == each.site() ? cause.told() : before;
            }
            Answer answer = each.answer();
            Told now = answer == null ? null : told(trace, noted, each.site(), answer);
            changes.add(new Explained.Changed(before, now));
        }
        RunResult result = search.result();
        return new Good(
                changes,
                search.answers().bySite(),
                search.runs(),
                search.hasTriedAllOnes(),
                result == null ? "" : result.reason());
    }

    private static List<Cause> causes(List<Told> told, List<Share> shares) {
        List<Cause> causes = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            causes.add(new Cause(told.get(i), i + 1 < shares.size() ? shares.get(i + 1) : null));
        }
        return List.copyOf(causes);
    }

    private static Told told(StoryTrace trace, NotedAnswers noted, long site, Answer answer) {
        InWords.Answered answered = InWords.answered(trace.newest(), noted.eventOf(site));
        return new Told(site, answer.equals(Answer.YES), answered);
    }
}
