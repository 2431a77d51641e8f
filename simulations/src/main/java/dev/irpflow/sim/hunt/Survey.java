package dev.irpflow.sim.hunt;

import java.util.List;

/**
 * What the boring run of each example is like, with the first seed. Every process that plays runs
 * of a hunt makes the same one before its first run, so that a number means the same run in all.
 *
 * @param questions how many questions with several options each had
 */
public record Survey(List<Integer> questions) {
    // Shorter runs ask more in other orders.
    private static final int LEAST = 8;

    /** How many questions a run is taken to have, at least 8. */
    public int length(int example) {
        return Math.max(LEAST, questions.get(example));
    }
}
