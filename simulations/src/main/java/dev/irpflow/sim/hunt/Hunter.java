package dev.irpflow.sim.hunt;

import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Options;
import dev.irpflow.stage.Trace;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Plays the runs of a campaign, block by block, for their verdicts. */
public final class Hunter {
    private final Campaign campaign;
    private final Simulation simulation;

    /** A hunter on a simulation, which stays the caller's. */
    public Hunter(Campaign campaign, Simulation simulation) {
        this.campaign = campaign;
        this.simulation = simulation;
    }

    /** A run that broke our own code: the hunt ends. */
    public static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Schedule schedule;

        BrokenException(Schedule schedule, Throwable cause) {
            super("run " + schedule.number() + " with seed " + schedule.seed(), cause);
            this.schedule = schedule;
        }

        /** Which. */
        public Schedule schedule() {
            return schedule;
        }
    }

    /**
     * Plays a block. The run that was interrupted, and a run after one whose driver loops, are not
     * counted: {@link Findings#runs} says how many were played.
     *
     * @param first the number of its first run
     * @throws BrokenException if our own code throws
     */
    public Findings play(long first, long count, BooleanSupplier interrupted) {
        Block block = new Block(first, count, interrupted);
        simulation.runAll(block, interrupted);
        return block.findings;
    }

    private final class Block implements Simulation.Plays {
        private final BooleanSupplier interrupted;
        private final Findings findings = new Findings();
        private final Asked asked = new Asked();
        private long next;
        private final long end;
        private @Nullable Schedule schedule;
        private @Nullable Attempt attempt;

        Block(long first, long count, BooleanSupplier interrupted) {
            this.next = first;
            this.end = first + count;
            this.interrupted = interrupted;
        }

        @Override
        public Simulation.@Nullable Play next() {
            if (next == end || interrupted.getAsBoolean()) {
                return null;
            }
            Schedule one = campaign.schedule(next++);
            Attempt answers = campaign.strategy().attempt(one);
            schedule = one;
            attempt = answers;
            return new Simulation.Play(
                    campaign.scenario(one), asked.by(answers), Trace.NONE, answers.steps());
        }

        @Override
        public void ended(RunResult result) {
            Schedule one = Objects.requireNonNull(schedule);
            Attempt answers = Objects.requireNonNull(attempt);
            if (result.internalError() != null) {
                throw new BrokenException(one, result.internalError());
            }
            if (interrupted.getAsBoolean()) {
                return; // cut short
            }
            answers.ended(result);
            findings.add(one, answers, result, asked.count());
            Violation first = result.firstViolation();
            if (first != null && first.rule() == KernelRule.DRIVER_LOOPS) {
                next = end; // it keeps a processor for good: one is enough
            }
        }
    }

    /** Counts the questions of a run. */
    private static final class Asked implements Chooser {
        private @Nullable Chooser answers;
        private long count;

        Chooser by(Chooser other) {
            answers = other;
            count = 0;
            return this;
        }

        long count() {
            return count;
        }

        private Chooser answers() {
            return Objects.requireNonNull(answers);
        }

        @Override
        public int choose(long site, Options options) {
            count++;
            return answers().choose(site, options);
        }

        @Override
        public boolean happens(long site, double chance) {
            count++;
            return answers().happens(site, chance);
        }

        @Override
        public long draw(long site) {
            return answers().draw(site);
        }
    }
}
