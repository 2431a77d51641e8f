package dev.irpflow.sim.cli;

import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.stage.Answers;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Plays the runs of one scenario, one after the other. */
interface Player extends AutoCloseable {
    /**
     * A run and what repeats it.
     *
     * @param run the run with its story
     * @param answers those that it was given; null for a run in real time, which nothing repeats
     * @param repetition the hash of its repetition by answers, null if it was not repeated
     * @param reached what it has reached
     */
    record Played(
            FinishedRun run,
            @Nullable Answers answers,
            @Nullable TraceHash repetition,
            Coverage reached) {
        /** Whether the repetition was another run. */
        boolean differs() {
            return repetition != null && !repetition.equals(run.trace());
        }
    }

    /** Runs a seed for its verdict alone. */
    RunResult glance(long seed) throws Refusal;

    /**
     * Runs a seed for its story. On the simulation stage a run that fails is repeated by its
     * answers, which must give the same trace.
     *
     * @param events where the events go, null for nowhere
     */
    Played play(long seed, @Nullable OutputStream events) throws Refusal;

    /** The same player for another example of the scenario; only this one is closed. */
    Player of(Chosen example);

    /** What the runs for a verdict have reached since the last time. */
    Coverage takeCoverage();

    @Override
    void close();
}
