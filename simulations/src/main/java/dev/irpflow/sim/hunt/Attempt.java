package dev.irpflow.sim.hunt;

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
    default void ended() {}

    /** One that gives the same answers once more. It may be asked for after the run. */
    Attempt again();
}
