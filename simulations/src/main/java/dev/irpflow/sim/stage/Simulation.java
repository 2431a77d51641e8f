package dev.irpflow.sim.stage;

import dev.irpflow.network.Network;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.run.NetworkOf;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.ScenarioRun;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs scenarios one after the other on the simulation stage of this process. */
public final class Simulation implements AutoCloseable {
    private final StageSystem system = new StageSystem();
    private final Path base;
    private Pool.@Nullable Steps steps;

    /**
     * A stage on this thread.
     *
     * @param base where relative paths of the user's files start
     */
    public Simulation(Path base) {
        this.base = base;
    }

    /** Tells of each step of the runs that follow, see {@link Pool.Steps}; null for nobody. */
    public void tell(Pool.@Nullable Steps listener) {
        this.steps = listener;
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
        SimulationStage stage = new SimulationStage(system, chooser, trace);
        if (steps != null) {
            stage.pool().tell(steps);
        }
        Network network = NetworkOf.scenario(scenario);
        SimulationPlayhouse house = new SimulationPlayhouse(stage, network);
        ScenarioRun run = new ScenarioRun(scenario, house, new Inputs(base));
        try {
            run.begin();
            SimulationStage.End end;
            do {
                end =
                        stage.run(
                                () -> run.isOver() || interrupted.getAsBoolean(),
                                scenario.limits().messages(),
                                scenario.limits().time().nanos());
            } while (end == SimulationStage.End.QUIET && goesOn(run, stage));
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

    // Nothing can happen, unless somebody waits whose time has an end.
    private static boolean goesOn(ScenarioRun run, SimulationStage stage) {
        run.wentQuiet();
        return !run.isOver() && stage.pool().expireNext();
    }

    @Override
    public void close() {
        system.close();
    }
}
