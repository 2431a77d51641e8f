package dev.irpflow.kernel;

import dev.irpflow.stage.Clock;

/** The time that has passed for a machine: that of the stage, without the time it was paused. */
final class MachineClock {
    private static final long RUNS = -1;

    private final Clock stage;
    private long behind; // in nanoseconds: how long it has stood still before
    private long stoodAt = RUNS; // stage time at which it has stopped

    MachineClock(Clock stage) {
        this.stage = stage;
    }

    /** In nanoseconds since the run began. */
    long now() {
        return (stoodAt == RUNS ? stage.now() : stoodAt) - behind;
    }

    /** The stage time of a moment of this clock, if it does not stand still before. */
    long onStage(long moment) {
        return moment + behind;
    }

    boolean stands() {
        return stoodAt != RUNS;
    }

    void stop() {
        stoodAt = stage.now();
    }

    /** Goes on, and says how long it has stood still, in nanoseconds. */
    long goOn() {
        long stood = stage.now() - stoodAt;
        behind += stood;
        stoodAt = RUNS;
        return stood;
    }
}
