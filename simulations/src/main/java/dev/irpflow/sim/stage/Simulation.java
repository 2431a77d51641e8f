package dev.irpflow.sim.stage;

import dev.irpflow.driver.Driver;
import dev.irpflow.network.Network;
import dev.irpflow.sim.program.Programs;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.run.NetworkOf;
import dev.irpflow.sim.run.OrderKeeper;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.ScenarioRun;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs scenarios one after the other on the simulation stage of this process. */
public final class Simulation implements AutoCloseable {
    /** How long a driver may run without calling or returning, if nobody says otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path base;
    private Pool.@Nullable Steps steps;
    private @Nullable Consumer<Driver> drivers;
    private @Nullable RunObserver observer;
    private Pool.@Nullable Order order;
    private final Duration patience;
    private StageThread thread = new StageThread();
    private @Nullable StageSystem system;
    private volatile Consumer<String> errors = line -> {};
    private final Programs programs;

    /**
     * A stage on a thread of its own.
     *
     * @param base where relative paths of the user's files start
     */
    public Simulation(Path base) {
        this(base, PATIENCE);
    }

    /**
     * A stage on a thread of its own.
     *
     * @param base where relative paths of the user's files start
     * @param patience how long a driver may run without calling or returning; real time, which
     *     decides a verdict here, but never what a trace says
     */
    public Simulation(Path base, Duration patience) {
        this.base = base;
        this.patience = patience;
        this.programs = new Programs(base, line -> errors.accept(line));
    }

    /** Tells of each step of the runs that follow, see {@link Pool.Steps}; null for nobody. */
    public void tell(Pool.@Nullable Steps listener) {
        this.steps = listener;
    }

    /** Tells of each driver that a machine of the runs that follow is given; null for nobody. */
    public void tellDrivers(@Nullable Consumer<Driver> listener) {
        this.drivers = listener;
    }

    /** Tells of what programs that play drivers write on standard error, on any thread. */
    public void tellErrors(Consumer<String> listener) {
        this.errors = listener;
    }

    /** Tells of what the runs that follow do, on the thread of the stage; null for nobody. */
    public void tellRuns(@Nullable RunObserver listener) {
        this.observer = listener;
    }

    /** Tells of each step that is taken in the runs that follow; null for nobody. */
    public void tellOrder(Pool.@Nullable Order listener) {
        this.order = listener;
    }

    /**
     * Runs a scenario once.
     *
     * @param chooser gives the answers; {@link Answers#recording} keeps them
     * @param trace takes the events
     * @param interrupted asked after each step: true ends the run as it stands
     */
    public RunResult run(
            Scenario scenario, Chooser chooser, Trace trace, BooleanSupplier interrupted) {
        AtomicReference<@Nullable OneRun> one = new AtomicReference<>();
        Play only = new Play(scenario, chooser, trace, steps);
        return thread.call(
                () -> play(only, interrupted, one),
                () -> steps(one.get()),
                patience.toMillis(),
                () -> stuck(one.get()));
    }

    /** One run of many. */
    public record Play(
            Scenario scenario, Chooser chooser, Trace trace, Pool.@Nullable Steps steps) {}

    /** Runs that follow each other; asked and told on the thread of the stage. */
    public interface Plays {
        /** The next run; null if none follows. */
        @Nullable Play next();

        /** The run that was given last has ended. */
        void ended(RunResult result);
    }

    /**
     * Runs scenarios one after the other without leaving the thread of the stage in between. A
     * driver that never calls nor returns ends them all: it keeps the thread.
     *
     * @param interrupted asked after each step: true ends the present run as it stands
     */
    public void runAll(Plays plays, BooleanSupplier interrupted) {
        AtomicReference<@Nullable OneRun> one = new AtomicReference<>();
        AtomicLong before = new AtomicLong(); // the steps of the runs that have ended
        Optional<RunResult> loops =
                thread.call(
                        () -> {
                            playAll(plays, interrupted, one, before);
                            return Optional.empty();
                        },
                        () -> before.get() + steps(one.get()),
                        patience.toMillis(),
                        () -> {
                            RunResult stuck = stuck(one.get());
                            return stuck == null ? null : Optional.of(stuck);
                        });
        loops.ifPresent(plays::ended);
    }

    private void playAll(
            Plays plays,
            BooleanSupplier interrupted,
            AtomicReference<@Nullable OneRun> one,
            AtomicLong before) {
        Play play = plays.next();
        while (play != null) {
            RunResult result = play(play, interrupted, one);
            before.addAndGet(steps(one.get()));
            one.set(null);
            plays.ended(result);
            play = plays.next();
        }
    }

    private static long steps(@Nullable OneRun one) {
        return one == null ? 0 : one.stage().steps();
    }

    private record OneRun(ScenarioRun run, SimulationStage stage) {}

    // The thread is lost, and the system on it: the next run gets others. Null if it is no driver
    // that keeps the stage.
    private @Nullable RunResult stuck(@Nullable OneRun one) {
        if (one == null || !one.run().loops(patience.toSeconds() + " s")) {
            return null;
        }
        thread = new StageThread();
        system = null;
        RunResult result = one.run().result("", one.stage().messages());
        programs.close(); // one of them may be what the thread waits for
        return result;
    }

    private RunResult play(
            Play play, BooleanSupplier interrupted, AtomicReference<@Nullable OneRun> one) {
        Scenario scenario = play.scenario();
        StageSystem on = system;
        if (on == null) {
            on = new StageSystem();
            system = on;
        }
        OrderKeeper keeper = OrderKeeper.of(scenario.order(), play.chooser());
        SimulationStage stage =
                new SimulationStage(on, keeper == null ? play.chooser() : keeper, play.trace());
        stage.pool().keep(keeper == null ? order : keeper);
        if (play.steps() != null) {
            stage.pool().tell(play.steps());
        }
        Network network = NetworkOf.scenario(scenario);
        SimulationPlayhouse house = new SimulationPlayhouse(stage, network, drivers, programs);
        ScenarioRun run = new ScenarioRun(scenario, house, new Inputs(base));
        run.keeps(keeper);
        if (observer != null) {
            run.tell(observer);
        }
        one.set(new OneRun(run, stage));
        try {
            run.begin();
            BooleanSupplier over = () -> run.isOver() || interrupted.getAsBoolean();
            long messages = scenario.limits().messages();
            long timeNs = scenario.limits().time().nanos();
            SimulationStage.End end = run(run, stage, over, messages / 2, timeNs / 2);
            if (end == SimulationStage.End.MESSAGES || end == SimulationStage.End.TIME) {
                run.halfWay(stage.messages());
                end = run(run, stage, over, messages, timeNs);
            }
            if (end == SimulationStage.End.MESSAGES || end == SimulationStage.End.TIME) {
                run.wentTheWholeWay(stage.messages());
            }
            String limit =
                    switch (end) {
                        case ASKED -> run.isOver() ? "" : "an interrupt";
                        case QUIET -> "";
                        case MESSAGES ->
                                "the limit of " + scenario.limits().messages() + " messages";
                        case TIME ->
                                "the limit of "
                                        + scenario.limits().time().written()
                                        + " of stage time";
                    };
            return run.result(limit, stage.messages());
        } finally {
            stage.pool().clear();
            house.closeAll();
        }
    }

    private static SimulationStage.End run(
            ScenarioRun run,
            SimulationStage stage,
            BooleanSupplier over,
            long messages,
            long timeNs) {
        SimulationStage.End end;
        do {
            end = stage.run(over, messages, timeNs);
        } while (end == SimulationStage.End.QUIET && goesOn(run, stage));
        return end;
    }

    // Nothing can happen, unless somebody waits whose time has an end.
    private static boolean goesOn(ScenarioRun run, SimulationStage stage) {
        run.wentQuiet();
        return !run.isOver() && stage.pool().expireNext();
    }

    @Override
    public void close() {
        StageSystem on = system;
        if (on != null) {
            thread.call(
                    () -> {
                        on.close();
                        return true;
                    },
                    () -> 0,
                    patience.toMillis(),
                    () -> null);
        }
        programs.close();
        thread.close();
    }
}
