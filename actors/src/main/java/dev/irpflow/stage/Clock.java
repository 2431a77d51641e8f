package dev.irpflow.stage;

/** Stage time in nanoseconds since the run began; it never goes back. */
public interface Clock {
    /** Nanoseconds since the run began. */
    long now();

    /**
     * Moves to a later moment if this clock can be moved (virtual time), and says whether that
     * moment has come: a real clock answers no until it has.
     */
    boolean reach(long ns);
}
