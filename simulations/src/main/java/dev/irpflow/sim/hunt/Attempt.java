package dev.irpflow.sim.hunt;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Pool;
import org.jspecify.annotations.Nullable;

/** The answers of one run of a hunt. */
public interface Attempt extends Chooser {
    /** By which strategy, and with which numbers, in one or two words. */
    String strategy();

    /** Is told of each step of the run; null for a strategy that needs no footprints. */
    default Pool.@Nullable Steps steps() {
        return null;
    }

    /** The run has ended by itself. */
    default void ended(RunResult result) {}

    /** The failure that the run was for, once it has ended; null if it was for none. */
    default @Nullable Injection injection() {
        return null;
    }

    /**
     * The same, for a strategy that looks for what is new.
     *
     * @param novelty how much no earlier run of this process had reached; 0 for nothing
     */
    default void ended(RunResult result, long novelty) {
        ended(result);
    }

    /**
     * One that gives the same answers once more, without being told of steps. It is asked for after
     * the run; that of a strategy that learns, or that needs footprints, has kept its answers.
     */
    Attempt again();
}
