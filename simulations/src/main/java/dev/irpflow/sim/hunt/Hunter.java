package dev.irpflow.sim.hunt;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.coverage.Recorder;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.ChooserOver;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Plays the runs of a campaign, block by block, for their verdicts. */
public final class Hunter {
    // Writes nothing down, and groups failures as one does that writes all.
    private static final Trace QUIET =
            new Trace() {
                @Override
                public boolean isOn() {
                    return false;
                }

                @Override
                public boolean wantsBlame() {
                    return true;
                }

                @Override
                public void write(TraceEvent event) {}
            };

    private static final long WATCHED = Site.key("watched");
    private static final long ONE_IN = 100;

    private final Campaign campaign;
    private final Simulation simulation;
    private final String build;
    private final Map<Failure, Long> repeated = new LinkedHashMap<>(); // the first run of each
    private boolean surveyed;
    private final Recorder recorder = new Recorder();
    private @Nullable Listener listener;

    /** Told of each run that counts, on the thread of the stage. */
    public interface Listener {
        /** A run has ended. */
        void ended(Schedule schedule, Attempt attempt, RunResult result);
    }

    /** Tells of the runs that follow; null for nobody. */
    public void tell(@Nullable Listener of) {
        this.listener = of;
    }

    /**
     * A hunter on a simulation, which stays the caller's.
     *
     * @param build the fingerprint that traces show
     */
    public Hunter(Campaign campaign, Simulation simulation, String build) {
        this.campaign = campaign;
        this.simulation = simulation;
        this.build = build;
    }

    /** The same, whose traces show no build. */
    public Hunter(Campaign campaign, Simulation simulation) {
        this(campaign, simulation, "");
    }

    /** A run that broke our own code: the hunt ends. */
    public static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Schedule schedule;
        private transient Findings findings = new Findings();

        BrokenException(Schedule schedule, Throwable cause) {
            super("run " + schedule.number() + " with seed " + schedule.seed(), cause);
            this.schedule = schedule;
        }

        /** What the runs before it have come to. */
        public Findings findings() {
            return findings;
        }

        /** Which. */
        public Schedule schedule() {
            return schedule;
        }
    }

    /**
     * Plays runs; a search that is exhausted ends them early. One that is interrupted, and those
     * after one whose driver loops, are not counted: {@link Findings#runs} says how many were
     * played. The first run of each failure is played twice, and one run in a hundred is {@link
     * Watched}.
     *
     * @param numbers of the runs
     * @throws BrokenException if our own code throws, or a program of the user's cannot be used
     */
    public Findings play(PrimitiveIterator.OfLong numbers, BooleanSupplier interrupted) {
        if (!numbers.hasNext()) { // whoever counts the runs is told of the first before the survey
            return new Findings();
        }
        survey(interrupted);
        Block block = new Block(numbers, interrupted);
        try {
            simulation.runAll(block, interrupted);
        } catch (BrokenException e) {
            block.findings.add(recorder.take());
            e.findings = block.findings;
            throw e;
        } finally {
            simulation.tellRuns(null);
        }
        block.findings.add(recorder.take());
        return block.findings;
    }

    /** The answers of one run, to be played elsewhere. */
    public Attempt attempt(Schedule schedule, BooleanSupplier interrupted) {
        survey(interrupted);
        Before before = new Before(schedule);
        simulation.runAll(before, interrupted);
        return before.loops == null ? campaign.strategy().attempt(schedule) : before.loops;
    }

    /** What has to be played before a run. */
    private final class Before implements Simulation.Plays {
        private final Schedule schedule;
        private @Nullable Attempt now;
        private @Nullable Attempt loops; // it never came to an end, and nor does the run

        Before(Schedule schedule) {
            this.schedule = schedule;
        }

        @Override
        public Simulation.@Nullable Play next() {
            long number = loops == null ? campaign.strategy().before(schedule) : -1;
            if (number < 0) {
                return null;
            }
            Schedule earlier = campaign.schedule(number);
            now = campaign.strategy().attempt(earlier);
            return new Simulation.Play(campaign.scenario(earlier), now, QUIET, now.steps());
        }

        @Override
        public void ended(RunResult result) {
            Attempt ended = Objects.requireNonNull(now);
            Violation first = result.firstViolation();
            if (first != null && first.rule() == KernelRule.DRIVER_LOOPS) {
                loops = ended.again();
            } else {
                ended.ended(result);
            }
        }
    }

    private void survey(BooleanSupplier interrupted) {
        if (!surveyed) {
            surveyed = true;
            SurveyRuns runs = new SurveyRuns(campaign.boring());
            simulation.runAll(runs, interrupted);
            campaign.strategy().survey(runs.survey());
        }
    }

    /** Plays so many runs from one on. */
    public Findings play(long first, long count, BooleanSupplier interrupted) {
        return play(LongStream.range(first, first + count).iterator(), interrupted);
    }

    private final class Block implements Simulation.Plays {
        private final PrimitiveIterator.OfLong numbers;
        private final BooleanSupplier interrupted;
        private final Findings findings = new Findings();
        private final Asked asked = new Asked();
        private @Nullable Turn turn;
        private @Nullable Schedule waiting; // for what has to be played before it
        private @Nullable Turn again; // a failure that is repeated next
        private boolean over;

        Block(PrimitiveIterator.OfLong numbers, BooleanSupplier interrupted) {
            this.numbers = numbers;
            this.interrupted = interrupted;
        }

        @Override
        public Simulation.@Nullable Play next() {
            if (over || interrupted.getAsBoolean()) {
                return null;
            }
            Turn now = again;
            again = null;
            if (now == null) {
                now = campaign.isExhausted() ? null : following();
                if (now == null) {
                    return null;
                }
            }
            turn = now;
            Scenario scenario = campaign.scenario(now.schedule);
            if (now.first == null && waiting == null && isWatched(now.schedule)) {
                now.watch(new JsonLines(null, header(scenario, now.schedule)));
            }
            recorder.begin(scenario);
            boolean counts = now.first == null && waiting == null;
            simulation.tellRuns(counts ? recorder : null);
            asked.by(counts ? recorder.counting(now.chooser()) : now.chooser());
            return new Simulation.Play(
                    scenario,
                    asked,
                    now.lines == null ? QUIET : now.lines,
                    now.first == null ? now.attempt.steps() : null);
        }

        // The run of the next number, or what has to be played before it.
        private @Nullable Turn following() {
            Strategy strategy = campaign.strategy();
            while (waiting != null || numbers.hasNext()) {
                Schedule one = waiting == null ? campaign.schedule(numbers.nextLong()) : waiting;
                long before = strategy.before(one);
                waiting = before < 0 ? null : one;
                if (before >= 0) {
                    Schedule earlier = campaign.schedule(before);
                    return new Turn(earlier, strategy.attempt(earlier), null);
                }
                if (strategy.has(one)) {
                    return new Turn(one, strategy.attempt(one), null);
                }
                findings.addAbsent();
            }
            return null;
        }

        @Override
        public void ended(RunResult result) {
            Turn now = Objects.requireNonNull(turn);
            if (result.internalError() != null) {
                throw new BrokenException(now.schedule, result.internalError());
            }
            if (interrupted.getAsBoolean()) {
                return; // cut short
            }
            if (now.first != null) {
                repeated(now, now.first, result);
                return;
            }
            Violation first = result.firstViolation();
            boolean loops = first != null && first.rule() == KernelRule.DRIVER_LOOPS;
            if (waiting != null && !loops) {
                now.attempt.ended(result); // it was played for another run
                return;
            }
            waiting = null;
            recorder.ended(result);
            now.attempt.ended(result, recorder.novelty());
            findings.add(now.schedule, now.attempt, result, asked.count());
            if (listener != null) {
                listener.ended(now.schedule, now.attempt, result);
            }
            if (now.lines != null) {
                findings.addWatched(now.watched());
            }
            if (loops) {
                over = true; // it keeps a processor for good: one is enough
            } else if (result.verdict() == Verdict.VIOLATED && isNew(now, result)) {
                again = new Turn(now.schedule, now.attempt.again(), result);
            }
        }

        private boolean isNew(Turn now, RunResult result) {
            Long known = repeated.get(Failure.of(result));
            return known == null || now.schedule.number() < known;
        }

        private void repeated(Turn now, RunResult first, RunResult second) {
            Failure failure = Failure.of(first);
            long number = now.schedule.number();
            repeated.put(failure, number);
            if (second.verdict() == first.verdict()
                    && failure.equals(Failure.of(second))
                    && first.messages() == second.messages()
                    && first.timeNs() == second.timeNs()) {
                findings.addAnswers(failure, number, now.answers.bySite());
            } else {
                findings.addDiffering(number, words(first) + ", and then " + words(second));
            }
        }

        private String words(RunResult result) {
            Failure failure = Failure.of(result);
            return "%s: %s %s after %,d messages"
                    .formatted(
                            result.verdict(), failure.rule(), failure.place(), result.messages());
        }
    }

    private JsonLines.Header header(Scenario scenario, Schedule schedule) {
        return new JsonLines.Header(scenario.name(), schedule.seed(), build);
    }

    // A function of the number, and no round one: it would always be the same example.
    private static boolean isWatched(Schedule schedule) {
        return Long.remainderUnsigned(Site.draw(schedule.number(), WATCHED), ONE_IN) == 0;
    }

    /** A run of a block, or the repetition of one. */
    private static final class Turn {
        private final Schedule schedule;
        private final Attempt attempt;
        private final @Nullable RunResult first; // what it was before, of a repetition
        private final Answers answers = new Answers();
        private @Nullable JsonLines lines;

        Turn(Schedule schedule, Attempt attempt, @Nullable RunResult first) {
            this.schedule = schedule;
            this.attempt = attempt;
            this.first = first;
        }

        void watch(JsonLines trace) {
            lines = trace;
        }

        Chooser chooser() {
            return first == null && lines == null ? attempt : answers.recording(attempt);
        }

        Watched watched() {
            JsonLines trace = Objects.requireNonNull(lines);
            String sha256 = trace.end();
            return new Watched(schedule.number(), answers.bySite(), trace.count(), sha256);
        }
    }

    /** Counts the questions of a run. */
    private static final class Asked extends ChooserOver {
        private long count;

        Chooser by(Chooser other) {
            ask(other);
            count = 0;
            return this;
        }

        long count() {
            return count;
        }

        @Override
        public int choose(long site, Options options) {
            count++;
            return super.choose(site, options);
        }

        @Override
        public boolean happens(long site, double chance) {
            count++;
            return super.happens(site, chance);
        }
    }
}
