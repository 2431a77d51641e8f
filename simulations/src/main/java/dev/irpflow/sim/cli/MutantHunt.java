package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hits;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.hunt.Schedule;
import dev.irpflow.sim.hunt.Shrinker;
import dev.irpflow.sim.hunt.Shrunk;
import dev.irpflow.sim.hunt.Strategy;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.StrategyName;
import dev.irpflow.sim.scenario.load.ScenarioLoader.Origin;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.strategy.Strategies;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Trace;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Hunts in one scenario until something is found, with one strategy after the other. A mutant loads
 * this class with the rest of the product once more, so that nobody outside knows its type: it
 * speaks in maps and numbers.
 */
public final class MutantHunt implements UnaryOperator<Map<String, Object>>, AutoCloseable {
    /** Of what is asked: the word of a strategy, or {@link #BORING}. */
    static final String STRATEGY = "strategy";

    /** The one run with the boring answers. */
    static final String BORING = "boring";

    /** Of what is asked: how many runs a hunt has at most. */
    static final String SCHEDULES = "schedules";

    /** Of what is asked: how many hunts there are at most, each with seeds of its own. */
    static final String HUNTS = "hunts";

    /** Of what is asked: whether the first failure is shrunk. */
    static final String SHRINKS = "shrinks";

    /** Of what is asked: whether the first failure of each hunt is; of what is told, the list. */
    static final String SHRINKINGS = "shrinkings";

    private static final long SEEDS = 1000;
    private static final int MOST_AT_ONCE = 256;
    // So many times the runs of a hunt are played in all of them, and then no further one begins.
    private static final int HUNTS_WITHOUT_SUCCESS = 2;

    private final Path data;
    private final Chosen chosen;
    private Simulation simulation;

    /**
     * Loads the scenario.
     *
     * @param file its text
     * @param data where the files of a user that it speaks of would be
     * @throws Refusal if it cannot be played
     */
    public MutantHunt(Path file, Path data) throws Refusal {
        Path folder = Objects.requireNonNull(file.getParent());
        PrintStream silent =
                new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(silent, silent, folder, null, Terminal.Manner.PLAIN);
        String name = String.valueOf(file.getFileName());
        this.data = data;
        this.chosen =
                Chosen.load(
                        name,
                        new Origin(file, name, folder, data),
                        List.of(),
                        UserClassPath.of("", terminal),
                        folder);
        this.simulation = new Simulation(data);
    }

    /** How a hunt ended. */
    private record Hunted(
            long played, @Nullable Failure failure, @Nullable Hits hits, Campaign campaign) {}

    @Override
    public Map<String, Object> apply(Map<String, Object> asked) {
        String word = (String) Objects.requireNonNull(asked.get(STRATEGY));
        if (word.equals(BORING)) {
            return boring();
        }
        long schedules = (Long) Objects.requireNonNull(asked.get(SCHEDULES));
        long hunts = (Long) Objects.requireNonNull(asked.get(HUNTS));
        Map<String, Object> told = Trees.of();
        List<Object> shrinkings = new ArrayList<>();
        long played = 0;
        long found = 0;
        for (long i = 0; i < hunts && played < HUNTS_WITHOUT_SUCCESS * schedules; i++) {
            Hunted one = hunt(word, 1 + i * SEEDS, schedules);
            played += one.played();
            Failure failure = one.failure();
            if (failure == null) {
                continue;
            }
            found++;
            if (one.hits() != null && Boolean.TRUE.equals(asked.get(SHRINKINGS))) {
                shrinkings.add(shrunk(one.campaign(), failure, one.hits()));
            }
            if (found == 1) {
                told.putAll(Trees.of("rule", failure.rule(), "place", failure.place()));
                told.put("first", one.played());
                if (one.hits() != null && Boolean.TRUE.equals(asked.get(SHRINKS))) {
                    told.putAll(shrunk(one.campaign(), failure, one.hits()));
                }
            }
        }
        told.put("played", played);
        told.put("found", found);
        told.put(SHRINKINGS, shrinkings);
        return told;
    }

    private Map<String, Object> boring() {
        Scenario scenario = chosen.scenario(1);
        Counting answers = new Counting();
        RunResult result = simulation.run(scenario, answers, Trace.NONE, () -> false);
        boolean fails = result.verdict() == Verdict.VIOLATED || result.internalError() != null;
        return Trees.of("fails", fails, "reason", result.reason(), "questions", answers.asked);
    }

    private static final class Counting extends ChooserOver {
        private long asked;

        Counting() {
            super(new Answers().replay(1));
        }

        @Override
        public int choose(long site, Options options) {
            asked++;
            return super.choose(site, options);
        }
    }

    private static Strategy strategy(String word) {
        return word.equals(WildRuns.NAME)
                ? new WildRuns()
                : Strategies.of(Objects.requireNonNull(StrategyName.of(word), word));
    }

    private Hunted hunt(String word, long firstSeed, long schedules) {
        List<LongFunction<Scenario>> examples =
                chosen.examples().stream()
                        .<LongFunction<Scenario>>map(one -> one::scenario)
                        .toList();
        long seeds = word.equals(StrategyName.DFS.word()) ? 1 : SEEDS;
        Campaign campaign = new Campaign(examples, firstSeed, seeds, strategy(word));
        Hunter hunter = new Hunter(campaign, simulation);
        long played = 0;
        while (played < schedules) {
            long next = Math.min(Math.clamp(played / 2, 1, MOST_AT_ONCE), schedules - played);
            try {
                Findings found = hunter.play(played, next, () -> false);
                for (Map.Entry<Failure, Hits> one : found.failures().entrySet()) {
                    Hits hits = one.getValue();
                    return new Hunted(hits.first() + 1, one.getKey(), hits, campaign);
                }
                played += found.runs();
                if (found.runs() < next) {
                    break; // nothing is left that was not tried
                }
            } catch (Hunter.BrokenException e) {
                simulation.close();
                simulation = new Simulation(data);
                Failure failure = new Failure("an error of our own", String.valueOf(e.getCause()));
                return new Hunted(e.schedule().number() + 1, failure, null, campaign);
            }
        }
        return new Hunted(played, null, null, campaign);
    }

    private Map<String, Object> shrunk(Campaign campaign, Failure failure, Hits hits) {
        Schedule schedule = campaign.schedule(hits.first());
        Chosen example = chosen.examples().get(schedule.example());
        Shrinker.Found found =
                new Shrinker.Found(
                        failure,
                        less -> example.reduced(less).scenario(schedule.seed()),
                        example.draws(schedule.seed()),
                        schedule.seed());
        Duration before = processorTime();
        Shrunk shrunk =
                new Shrinker(simulation)
                        .shrink(found, hits.all().replay(schedule.seed()), () -> false);
        return shrunk == null
                ? Trees.of("failure", failure.rule() + " " + failure.place())
                : Trees.of(
                        "failure", failure.rule() + " " + failure.place(),
                        "runs", shrunk.runs(),
                        "ending", shrunk.ending().word(),
                        "decisions-before", shrunk.before().decisions(),
                        "decisions-after", shrunk.after().decisions(),
                        "faults-before", shrunk.before().faults(),
                        "faults-after", shrunk.after().faults(),
                        "draws-before", shrunk.before().draws(),
                        "draws-after", shrunk.after().draws(),
                        "steps-before", shrunk.before().steps(),
                        "steps-after", shrunk.after().steps(),
                        "messages-before", shrunk.before().messages(),
                        "messages-after", shrunk.after().messages(),
                        "processor-ms", processorTime().minus(before).toMillis());
    }

    // Of the whole process, so that neither a busy computer nor a slow one of its own counts.
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
