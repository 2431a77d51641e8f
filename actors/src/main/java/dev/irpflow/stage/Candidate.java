package dev.irpflow.stage;

/** A strand with a message to deliver: one of the things that can happen next. */
public abstract class Candidate {
    int place = -1; // index in the pool's ready list, -1 outside
    long number; // given at the first entry into a pool, see Options

    /** The cause chain that this strand is: the same for all its steps, see {@link Options}. */
    public abstract long chain();

    /** What led to the next message of this strand: the first part of its site. */
    public abstract long step();

    /** How a decision in favour of this candidate reads in the trace. */
    public abstract String describe();

    /** Tells it from every other candidate of its pool, see {@link Options#number}. */
    public final long number() {
        return number;
    }

    /** Does it: delivers the message. Called by the pool only. */
    public abstract void take();

    /** Whether the candidate lies in the pool now. */
    public final boolean isReady() {
        return place >= 0;
    }
}
