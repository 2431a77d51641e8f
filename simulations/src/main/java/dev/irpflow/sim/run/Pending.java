package dev.irpflow.sim.run;

import dev.irpflow.kernel.Irp;
import dev.irpflow.sim.scenario.value.Result;
import org.jspecify.annotations.Nullable;

/** An operation that a step has begun, from the return of its call to its end. */
interface Pending {
    /** What was called, for messages. */
    String routine();

    /** The IRP that carries it; null if none does. */
    @Nullable Irp irp();

    /** How a system service that has pended ends; null for anything else. */
    default @Nullable ServiceEnd service() {
        return null;
    }

    /** What its call returned. */
    Result returned();

    /** Waits for its end; false if the time ran out first. */
    boolean awaitEnd(Deadline time);

    /** What came of it. */
    Outcome outcome();

    /** Frees what the step brought. */
    void release();
}
