package dev.irpflow.sim.strategy;

/** A question of a search, answered in one of its ways so far. */
sealed interface Point permits Fork, Split {
    /** How many steps were done before the one to which the question belongs. */
    int at();

    /** Goes on to the next answer that is worth trying; false if there is none. */
    boolean advance();
}
