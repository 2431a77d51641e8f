package dev.irpflow.sim.hunt;

/**
 * How often a failure was hit.
 *
 * @param first the number of the first run that failed so
 * @param strategy that found it
 * @param count how many runs failed so
 */
public record Hits(long first, String strategy, long count) {
    /** These and others of the same failure. */
    Hits and(Hits other) {
        Hits earlier = first <= other.first ? this : other;
        return new Hits(earlier.first, earlier.strategy, count + other.count);
    }
}
