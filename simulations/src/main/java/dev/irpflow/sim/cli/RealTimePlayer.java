package dev.irpflow.sim.cli;

import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.coverage.Recorder;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.StoryTrace;
import dev.irpflow.sim.report.TurningPoints;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.sim.trace.Tee;
import dev.irpflow.stage.Trace;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Plays runs on the cluster stage, in real time: no two are the same, so none is replayed. */
final class RealTimePlayer implements Player {
    /** What a run in real time is played on. */
    interface Stage extends AutoCloseable {
        /**
         * Runs a scenario once; the calling thread waits.
         *
         * @param observer is told of the machines that this process plays
         */
        RunResult run(
                Scenario scenario,
                long seed,
                Trace trace,
                RunObserver observer,
                BooleanSupplier interrupted)
                throws Refusal;

        @Override
        void close();
    }

    private final Chosen chosen;
    private final Watch watch;
    private final Stage stage;
    private final Recorder recorder;

    RealTimePlayer(Chosen chosen, Watch watch, Stage stage) {
        this(chosen, watch, stage, new Recorder());
    }

    private RealTimePlayer(Chosen chosen, Watch watch, Stage stage, Recorder recorder) {
        this.chosen = chosen;
        this.watch = watch;
        this.stage = stage;
        this.recorder = recorder;
    }

    @Override
    public RunResult glance(long seed) throws Refusal {
        return counted(chosen.scenario(seed), seed, Trace.NONE, recorder);
    }

    // No choice is counted: every answer is the usual one.
    private RunResult counted(Scenario scenario, long seed, Trace trace, Recorder by)
            throws Refusal {
        by.begin(scenario);
        RunResult result = stage.run(scenario, seed, trace, by, this::isInterrupted);
        if (!watch.isInterrupted()) {
            by.ended(result);
        }
        return result;
    }

    @Override
    public Coverage takeCoverage() {
        return recorder.take();
    }

    @Override
    public Played play(long seed, @Nullable OutputStream events) throws Refusal {
        Scenario scenario = chosen.scenario(seed);
        StoryTrace story = new StoryTrace();
        JsonLines lines =
                new JsonLines(
                        events, new JsonLines.Header(scenario.name(), seed, Build.fingerprint()));
        Recorder own = new Recorder();
        RunResult result = counted(scenario, seed, new Tee(lines, story), own);
        boolean interrupted = watch.isInterrupted();
        if (interrupted) {
            lines.cut();
        }
        FinishedRun run =
                new FinishedRun(
                        scenario,
                        chosen.drawn(scenario),
                        seed,
                        result,
                        new TraceHash(lines.count(), interrupted ? "" : lines.end()),
                        interrupted ? Ending.INTERRUPTED : Ending.COMPLETE,
                        story,
                        TurningPoints.UNKNOWN,
                        chosen.leftOut(seed));
        return new Played(run, null, null, own.take());
    }

    @Override
    public Player of(Chosen example) {
        return new RealTimePlayer(example, watch, stage, recorder);
    }

    @Override
    public void close() {
        stage.close();
    }

    // Asked several times a second, not after each step.
    private boolean isInterrupted() {
        watch.look();
        return watch.isInterrupted();
    }
}
