package dev.irpflow.node;

import dev.irpflow.stage.Clock;

/**
 * Real time since the run began. It stands still within a step, so that all that one message causes
 * happens at one moment, and is read anew between two steps.
 */
final class RealTimeClock implements Clock {
    private final long start;
    private long now;

    RealTimeClock() {
        this.start = System.nanoTime();
    }

    /** Reads the time; called between two steps. */
    void read() {
        now = System.nanoTime() - start;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean reach(long ns) {
        if (ns > now) {
            read();
        }
        return ns <= now;
    }
}
