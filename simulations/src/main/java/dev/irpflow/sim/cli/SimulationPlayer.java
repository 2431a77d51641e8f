package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.coverage.Coverage;
import dev.irpflow.sim.coverage.Recorder;
import dev.irpflow.sim.explain.Explainer;
import dev.irpflow.sim.explain.NotedAnswers;
import dev.irpflow.sim.export.ExportedRun;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Hunter;
import dev.irpflow.sim.hunt.Shrinker;
import dev.irpflow.sim.program.ProgramException;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.FinishedRun;
import dev.irpflow.sim.report.FinishedRun.Ending;
import dev.irpflow.sim.report.FinishedRun.TraceHash;
import dev.irpflow.sim.report.StoryTrace;
import dev.irpflow.sim.report.TurningPoints;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.sim.trace.CallLines;
import dev.irpflow.sim.trace.JsonLines;
import dev.irpflow.sim.trace.Tee;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays runs on the simulation stage: the same seed always gives the same run. */
final class SimulationPlayer implements Player {
    private final Chosen chosen;
    private final Watch watch;
    private final Simulation simulation;
    private final Recorder recorder;

    SimulationPlayer(Chosen chosen, Watch watch) {
        this(chosen, watch, Simulation.PATIENCE);
    }

    SimulationPlayer(Chosen chosen, Watch watch, Duration patience) {
        this(chosen, watch, new Simulation(chosen.file().project(), patience), new Recorder());
    }

    private SimulationPlayer(Chosen chosen, Watch watch, Simulation simulation, Recorder recorder) {
        this.chosen = chosen;
        this.watch = watch;
        this.simulation = simulation;
        simulation.tellErrors(watch::warn);
        this.recorder = recorder;
    }

    /** Whether a run never came to its end, and every repetition of it would not either. */
    static boolean loops(RunResult result) {
        Violation first = result.firstViolation();
        return first != null && first.rule() == KernelRule.DRIVER_LOOPS;
    }

    @Override
    public RunResult glance(long seed) {
        return counted(chosen.scenario(seed), new SeededChooser(seed), Trace.NONE, recorder);
    }

    @Override
    public Coverage takeCoverage() {
        return recorder.take();
    }

    private RunResult counted(Scenario scenario, Chooser chooser, Trace trace, Recorder by) {
        by.begin(scenario);
        simulation.tellRuns(by);
        try {
            RunResult result = simulation.run(scenario, by.counting(chooser), trace, watch);
            if (!watch.isInterrupted()) {
                by.ended(result);
            }
            return result;
        } finally {
            simulation.tellRuns(null);
        }
    }

    /** Tells of each driver that a machine of the runs that follow is given; null for nobody. */
    void tellDrivers(@Nullable Consumer<Driver> listener) {
        simulation.tellDrivers(listener);
    }

    /** The hash of the trace of a seed. */
    TraceHash hash(long seed) {
        return hash(chosen.scenario(seed), seed, new SeededChooser(seed));
    }

    /** The same, whose events and lines of drivers are kept. */
    TraceHash hash(long seed, OutputStream events, PrintStream callLines) {
        Scenario scenario = chosen.scenario(seed);
        JsonLines lines = new JsonLines(events, header(scenario, seed, Build.fingerprint()));
        whole(
                simulation.run(
                        scenario, new SeededChooser(seed), new CallLines(lines, callLines), watch));
        return end(lines, watch.isInterrupted());
    }

    /** The hash of the trace of a seed by answers. */
    TraceHash hash(long seed, Chooser chooser) {
        return hash(chosen.scenario(seed), seed, chooser);
    }

    /**
     * The same, and keeps the events in a file, and beside them the lines at which drivers have
     * called.
     */
    TraceHash hash(long seed, Chooser chooser, Path into) throws IOException {
        Scenario scenario = chosen.scenario(seed);
        try (PrintStream callLines =
                new PrintStream(
                        Files.newOutputStream(Determinism.linesBeside(into)),
                        false,
                        StandardCharsets.UTF_8)) {
            JsonLines lines =
                    new JsonLines(
                            Files.newOutputStream(into),
                            header(scenario, seed, Build.fingerprint()));
            whole(simulation.run(scenario, chooser, new CallLines(lines, callLines), watch));
            return end(lines, watch.isInterrupted());
        }
    }

    @Override
    public Played play(long seed, @Nullable OutputStream events) {
        return play(seed, new SeededChooser(seed), events, Build.fingerprint());
    }

    /**
     * Runs a seed by answers.
     *
     * @param build the fingerprint that the trace shows
     */
    Played play(long seed, Chooser chooser, @Nullable OutputStream events, String build) {
        Scenario scenario = chosen.scenario(seed);
        StoryTrace story = new StoryTrace();
        NotedAnswers noted = new NotedAnswers(story);
        Answers answers = noted.all();
        JsonLines lines = new JsonLines(events, header(scenario, seed, build));
        Recorder own = new Recorder();
        RunResult result = counted(scenario, noted.noting(chooser), new Tee(lines, story), own);
        boolean interrupted = watch.isInterrupted();
        TraceHash trace = end(lines, interrupted);
        TraceHash repetition = null;
        TurningPoints turning = TurningPoints.UNKNOWN;
        if (result.verdict() == Verdict.VIOLATED && !interrupted && !loops(result)) {
            repetition = repeated(scenario, seed, answers);
            if (repetition.equals(trace)) {
                turning =
                        new TurningSearch(simulation, scenario, seed, watch).search(result, noted);
            }
        }
        FinishedRun run =
                new FinishedRun(
                        scenario,
                        chosen.drawn(scenario),
                        seed,
                        result,
                        trace,
                        interrupted ? Ending.INTERRUPTED : Ending.COMPLETE,
                        story,
                        turning,
                        chosen.leftOut(seed));
        return new Played(run, answers, repetition, own.take());
    }

    // A program that answers otherwise this time is named here; the run is told all the same.
    private TraceHash repeated(Scenario scenario, long seed, Answers answers) {
        try {
            return hash(scenario, seed, answers.replay(seed));
        } catch (ProgramException e) {
            watch.clear();
            watch.warn("irpflow: " + e.getMessage());
            return new TraceHash(0, "none, since it has come to no end");
        }
    }

    @Override
    public Player of(Chosen example) {
        return on(example);
    }

    /** The same player for another example of the scenario; only this one is closed. */
    SimulationPlayer on(Chosen example) {
        return new SimulationPlayer(example, watch, simulation, recorder);
    }

    /** Plays the runs of a hunt on the same stage. */
    Hunter hunter(Campaign campaign) {
        return new Hunter(campaign, simulation, Build.fingerprint());
    }

    /** The scenario whose runs it plays. */
    Chosen chosen() {
        return chosen;
    }

    /** Plays a run by answers once more, to be written as a scenario. */
    ExportedRun export(long seed, Chooser answers) {
        return ExportedRun.watch(simulation, chosen.scenario(seed), answers, watch);
    }

    /** Shrinks failures on the same stage. */
    Shrinker shrinker() {
        return new Shrinker(simulation);
    }

    /** The same, which plays so many messages at the most. */
    Shrinker shrinker(long messages) {
        return new Shrinker(simulation, messages);
    }

    /**
     * Explains failures on the same stage.
     *
     * @param telling is given what is being done
     */
    Explainer explainer(Consumer<Supplier<String>> telling) {
        return new Explainer(simulation, watch, telling);
    }

    /** Runs a seed by answers for its verdict alone. */
    RunResult glance(long seed, Chooser chooser) {
        return simulation.run(chosen.scenario(seed), chooser, Trace.NONE, watch);
    }

    @Override
    public void close() {
        simulation.close();
    }

    private TraceHash hash(Scenario scenario, long seed, Chooser chooser) {
        JsonLines lines = new JsonLines(null, header(scenario, seed, Build.fingerprint()));
        whole(simulation.run(scenario, chooser, lines, watch));
        return end(lines, watch.isInterrupted());
    }

    // Of a run that a program has ended nothing can be compared.
    private static void whole(RunResult result) {
        if (result.internalError() instanceof ProgramException program) {
            throw program;
        }
    }

    private static TraceHash end(JsonLines lines, boolean interrupted) {
        if (interrupted) {
            lines.cut();
            return new TraceHash(lines.count(), "");
        }
        return new TraceHash(lines.count(), lines.end());
    }

    private static JsonLines.Header header(Scenario scenario, long seed, String build) {
        return new JsonLines.Header(scenario.name(), seed, build);
    }
}
