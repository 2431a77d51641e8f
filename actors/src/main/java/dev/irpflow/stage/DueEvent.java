package dev.irpflow.stage;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens by itself at a time: a timer that expires, a frame that arrives. Its
 * window says how early and how late that may legally be; within it the event competes with ready
 * work, and taking it moves the clock.
 */
public abstract class DueEvent {
    private long earliest;
    private long nominal;
    long order; // breaks ties: first scheduled, first taken; its number among the options
    // Position in the heap by beginning (>= 0), -1 outside, -2 in the open list, -3 in a frost.
    int index = -1;
    int nominalIndex = -1; // position in the heap by nominal moment of those in the open list

    /** Sets the window in nanoseconds of stage time; nominal lies within it. */
    protected final void window(long earliestNs, long nominalNs) {
        if (index != -1) {
            throw new IllegalStateException("the window of a scheduled event is fixed");
        }
        this.earliest = Math.min(earliestNs, nominalNs);
        this.nominal = nominalNs;
    }

    /** The first moment at which it may happen, in nanoseconds of stage time. */
    public final long earliest() {
        return earliest;
    }

    /** When it happens if nothing odd is chosen, in nanoseconds of stage time. */
    public final long nominal() {
        return nominal;
    }

    /** Whether it waits in a pool. */
    public final boolean isScheduled() {
        return index != -1;
    }

    /**
     * Whether it only ends somebody's patience: where such events are all that is left, nothing can
     * happen any more.
     */
    public boolean isDeadline() {
        return false;
    }

    /** By whose time it comes: while that stands still, so does this; null for nobody's. */
    public @Nullable Object owner() {
        return null;
    }

    /** What led to this event: the first part of its site. */
    public abstract long chain();

    /** How a decision in favour of this event reads in the trace. */
    public abstract String describe();

    /** Makes it happen. Called by the pool only, after the clock has moved. */
    public abstract void fire();

    /** It comes so much later, in nanoseconds. */
    final void postpone(long byNs) {
        window(earliest + byNs, nominal + byNs);
    }

    final boolean before(DueEvent other) {
        return earliest != other.earliest ? earliest < other.earliest : order < other.order;
    }

    final boolean nominallyBefore(DueEvent other) {
        return nominal != other.nominal ? nominal < other.nominal : order < other.order;
    }
}
