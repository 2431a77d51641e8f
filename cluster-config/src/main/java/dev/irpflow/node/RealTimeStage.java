package dev.irpflow.node;

import dev.irpflow.machine.Assembly;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.StageBase;
import dev.irpflow.stage.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The stage of the machines that one process plays in real time. Pool, machines and component
 * actors share one serial executor: a turn takes one candidate, which tells its actor; the actor's
 * turn stands next in the queue of the executor, and after it the stage's next turn. Machines of
 * different processes run in parallel.
 */
public final class RealTimeStage extends StageBase {
    /**
     * How the messages of one process are numbered, so that no two processes of a run give the same
     * number.
     *
     * @param first the number of the first message, from 1 to {@code step}
     * @param step how many processes there are
     */
    public record Numbering(long first, long step) {
        /** For a process that is alone. */
        public static final Numbering ALONE = new Numbering(1, 1);
    }

    private final RealTimeSystem system;
    private final Driven driven;
    private final RealTimeClock clock;
    private boolean turnQueued;
    private int opening;
    private boolean over;
    private RealTimeSystem.@Nullable Wake wake;
    private long wakeAt;

    /** A stage at time 0. Nothing happens before the first {@link #post}. */
    public RealTimeStage(
            RealTimeSystem system,
            Driven driven,
            Chooser chooser,
            Trace trace,
            Numbering numbering) {
        this(system, driven, chooser, trace, numbering, new RealTimeClock());
    }

    private RealTimeStage(
            RealTimeSystem system,
            Driven driven,
            Chooser chooser,
            Trace trace,
            Numbering numbering,
            RealTimeClock clock) {
        super(clock, chooser, trace, numbering.first(), numbering.step());
        this.system = system;
        this.driven = driven;
        this.clock = clock;
    }

    /**
     * Makes the actors of a machine; no step is done before its places are bound.
     *
     * @return stops the actors
     */
    public Runnable open(Assembly machine) {
        opening++;
        return system.open(
                machine,
                () -> {
                    opening--;
                    queueTurn();
                });
    }

    /** Runs this between two steps; may be called from any thread. Dropped once all is over. */
    public void post(Runnable task) {
        system.execute(() -> {
            if (!over) {
                clock.read();
                attempt(task);
                queueTurn();
            }
        });
    }

    /** Looks at {@link Driven#isOver} again, soon; called between two steps or within one. */
    public void lookUp() {
        queueTurn();
    }

    /** Runs this after a time in nanoseconds, between two steps; called by a step. */
    public void after(long delayNs, String what, Runnable action) {
        pool().after(delayNs, what, action);
    }

    /**
     * Whether nothing can happen any more unless something comes from outside. Between a turn and
     * the next one an actor has what the turn took from the pool.
     */
    public boolean isQuiet() {
        return opening == 0 && !turnQueued && pool().isQuiet();
    }

    private void queueTurn() {
        if (!turnQueued && !over) {
            turnQueued = true;
            system.execute(this::turn);
        }
    }

    private void turn() {
        turnQueued = false;
        if (opening > 0) {
            return; // the next turn is queued by the actor that is awaited
        }
        clock.read();
        attempt(() -> {
            if (driven.isOver()) {
                end();
                return;
            }
            switch (pool().step()) {
                case TOOK -> queueTurn();
                case NOT_YET -> wakeAt(pool().nextDue());
                case EMPTY -> {
                    driven.wentQuiet();
                    awaitDeadline();
                }
            }
        });
    }

    // The clock goes on by itself, also when nobody does anything.
    private void awaitDeadline() {
        long due = pool().nextDue();
        if (due != Long.MAX_VALUE) {
            wakeAt(due);
        }
    }

    private void end() {
        over = true;
        if (wake != null) {
            wake.cancel();
        }
        driven.over();
    }

    @SuppressWarnings(
            "CatchingUnchecked") // whatever is thrown here is our bug: the run ends with it
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            driven.broke(e);
            queueTurn();
        }
    }

    // Ahead of an earlier wake-up nothing is due; a later one is replaced.
    private void wakeAt(long due) {
        if (wake != null && wakeAt <= due && wakeAt > clock.now()) {
            return;
        }
        if (wake != null) {
            wake.cancel();
        }
        wakeAt = due;
        wake = system.wake(Math.max(0, due - clock.now()), this::queueTurn);
    }
}
