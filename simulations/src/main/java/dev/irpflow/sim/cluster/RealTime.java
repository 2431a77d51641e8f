package dev.irpflow.sim.cluster;

import dev.irpflow.network.Network;
import dev.irpflow.node.RealTimeStage;
import dev.irpflow.node.RealTimeSystem;
import dev.irpflow.sim.run.Inputs;
import dev.irpflow.sim.run.NetworkOf;
import dev.irpflow.sim.run.RunObserver;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.ScenarioRun;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs scenarios in real time, with all their machines in this process. */
public final class RealTime implements AutoCloseable {
    private final RealTimeSystem system = RealTimeSystem.alone();
    private final Path base;
    private @Nullable RunObserver observer;

    /**
     * Starts the ActorSystem.
     *
     * @param base where relative paths of the user's files start
     */
    public RealTime(Path base) {
        this.base = base;
    }

    /** Tells of the runs that follow, on one thread at a time. */
    public void tellRuns(@Nullable RunObserver listener) {
        this.observer = listener;
    }

    /**
     * Runs a scenario once; the calling thread waits.
     *
     * @param seed draws what is no decision (whether a frame is lost, bytes of workloads); all
     *     decisions are the boring ones
     * @param trace takes the events, on one thread at a time
     * @param interrupted asked several times a second on the calling thread: true ends the run as
     *     it stands
     */
    public RunResult run(Scenario scenario, long seed, Trace trace, BooleanSupplier interrupted) {
        RunDrive drive = new RunDrive(system, scenario, seed, trace, RealTimeStage.Numbering.ALONE);
        Network network = NetworkOf.scenario(scenario);
        var house = new RealTimePlayhouse(drive.stage(), network);
        try {
            return drive.play(
                    stage -> {
                        ScenarioRun run = new ScenarioRun(scenario, house, new Inputs(base));
                        if (observer != null) {
                            run.tell(observer);
                        }
                        return run;
                    },
                    interrupted);
        } finally {
            house.closeAll();
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
