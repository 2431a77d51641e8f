package dev.irpflow.sim.stage;

import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Occurrences;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.ToldDecisions;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import dev.irpflow.stage.VirtualClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * One run on one thread in virtual time: takes a candidate from the pool, tells its actor, runs
 * that actor until idle, and so on until the run is over.
 */
public final class SimulationStage implements Stage {
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
    private final VirtualClock clock = new VirtualClock();
    private final Occurrences occurrences = new Occurrences();
    private final Chooser chooser;
    private final Trace trace;
    private final TraceEvent event = new TraceEvent();
    private final Pool pool;
    private final AtomicLong steps = new AtomicLong();
    private long seq;
    private long notes;

    /** A stage at time 0. */
    public SimulationStage(StageSystem system, Chooser chooser, Trace trace) {
        this.system = system;
        this.chooser = chooser;
        this.trace = trace;
        this.pool = new Pool(clock, chooser, occurrences, new ToldDecisions(this));
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
        pool.endStep();
        return end;
    }

    private End steps(BooleanSupplier over, long messageLimit, long timeLimitNs) {
        while (!over.getAsBoolean()) {
            steps.lazySet(steps.getPlain() + 1);
            if (pool.step() == Pool.Step.EMPTY) {
                return End.QUIET;
            }
            system.runUntilIdle();
            if (messages() > messageLimit) {
                return End.MESSAGES;
            }
            if (clock.now() > timeLimitNs) {
                return End.TIME;
            }
        }
        return End.ASKED;
    }

    /** How many steps were begun; may be asked from another thread. */
    long steps() {
        return steps.get();
    }

    /** How many messages were delivered so far: the same with a trace and without. */
    public long messages() {
        return seq - notes;
    }

    @Override
    public Pool pool() {
        return pool;
    }

    @Override
    public long site(long chain, long what) {
        pool.footprint().write(Site.join(chain, what)); // the next one has another number
        return occurrences.next(chain, what);
    }

    @Override
    public Chooser chooser() {
        return chooser;
    }

    @Override
    public Trace trace() {
        return trace;
    }

    @Override
    public long nextSeq() {
        return ++seq;
    }

    @Override
    public long nextNoteSeq() {
        notes++;
        return ++seq;
    }

    @Override
    public TraceEvent event() {
        return event;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public boolean reach(long ns) {
        return clock.reach(ns);
    }
}
