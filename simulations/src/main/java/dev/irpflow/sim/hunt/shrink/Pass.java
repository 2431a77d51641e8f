package dev.irpflow.sim.hunt.shrink;

import dev.irpflow.stage.Options;
import org.jspecify.annotations.Nullable;

/** Proposes smaller runs of one kind until nothing of it can go. */
interface Pass {
    /** What is to be tried next; null if nothing is left to try. */
    @Nullable Recipe next();

    /** Whether it wants to be told of the questions of the run that it has proposed last. */
    default boolean asks() {
        return false;
    }

    /** A question of that run; the options are a view that is reused. */
    default void asked(long site, Options options) {}

    /** Whether a run that fails in the same way is to be taken: it may be another one. */
    default boolean takes(Size before, Size after) {
        return true;
    }

    /** What was proposed last fails in the same way, and came to this. */
    void taken(Recipe smaller);

    /** What was proposed last does not. */
    default void refused() {}

    /** Whether what it proposes does something else than the scenario, with fewer steps. */
    default boolean changesWork() {
        return false;
    }
}
