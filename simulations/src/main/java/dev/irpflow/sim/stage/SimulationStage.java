package dev.irpflow.sim.stage;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.StageBase;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.VirtualClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One run on one thread in virtual time: takes a candidate from the pool, tells its actor, runs
 * that actor until idle, and so on until the run is over.
 */
public final class SimulationStage extends StageBase {
    /** Why a run of the stage came to its end. */
    public enum End {
        /** The caller had what it wanted. */
        ASKED,
        /** Nothing can happen any more. */
        QUIET,
        /** The limit on messages. */
        MESSAGES,
        /** The limit on stage time. */
        TIME
    }

    private final StageSystem system;
    private final AtomicLong steps = new AtomicLong();

    /** A stage at time 0. */
    public SimulationStage(StageSystem system, Chooser chooser, Trace trace) {
        super(new VirtualClock(), chooser, trace, 1, 1);
        this.system = system;
    }

    /** The ActorSystem on which this stage's actors live. */
    public StageSystem system() {
        return system;
    }

    /**
     * Runs until it is over.
     *
     * @param over asked after each step
     * @param messageLimit how many messages at most
     * @param timeLimitNs how much stage time at most
     */
    public End run(BooleanSupplier over, long messageLimit, long timeLimitNs) {
        system.runUntilIdle();
        End end = steps(over, messageLimit, timeLimitNs);
        pool().endStep();
        return end;
    }

    private End steps(BooleanSupplier over, long messageLimit, long timeLimitNs) {
        while (!over.getAsBoolean()) {
            steps.lazySet(steps.getPlain() + 1);
            if (pool().step() == Pool.Step.EMPTY) {
                return End.QUIET;
            }
            system.runUntilIdle();
            if (messages() > messageLimit) {
                return End.MESSAGES;
            }
            if (now() > timeLimitNs) {
                return End.TIME;
            }
        }
        return End.ASKED;
    }

    /** How many steps were begun; may be asked from another thread. */
    long steps() {
        return steps.get();
    }
}
