package dev.irpflow.sim.run;

import dev.irpflow.kernel.Event;
import dev.irpflow.sim.scenario.value.TimeSpan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time that a step has ({@code within:}). It counts from the beginning of the step, whatever
 * that is in: a call that has not returned, or a wait of the step's own, which it then ends.
 */
final class Deadline {
    private final TimeSpan within;
    private final StepThreads threads;
    private final Consumer<String> whenOver;
    private final Runnable cancel;
    private @Nullable Event wakes;
    private boolean isArmed = true;
    private boolean isOver;

    /**
     * Begins now.
     *
     * @param whenOver is told the length in words when the time is over, on the strand of the step
     *     if that is in a wait of its own
     */
    Deadline(StepThreads threads, String thread, TimeSpan within, Consumer<String> whenOver) {
        this.threads = threads;
        this.within = within;
        this.whenOver = whenOver;
        this.cancel = threads.deadline(within.nanos(), thread, this::expire);
    }

    /** Waits for an event on the present strand; false if the time ran out first. */
    boolean await(RunningMachine here, Event event) {
        if (isOver) {
            return false; // and it was told
        }
        wakes = event;
        StepThread.waitOn(here, event);
        wakes = null;
        if (isOver) {
            whenOver.accept(within.written());
        }
        return !isOver;
    }

    /** The step has ended, or its machine is gone. */
    void cancel() {
        if (isArmed) {
            isArmed = false;
            cancel.run();
            threads.deadlineEnded();
        }
    }

    private void expire() {
        isArmed = false;
        threads.deadlineEnded();
        if (threads.isToWaitOn(wakes == null)) {
            return;
        }
        isOver = true;
        if (wakes == null) {
            whenOver.accept(within.written());
        } else {
            wakes.signal();
        }
    }
}
