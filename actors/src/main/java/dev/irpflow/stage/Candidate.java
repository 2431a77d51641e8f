package dev.irpflow.stage;

/** A strand with a message to deliver: one of the things that can happen next. */
public abstract class Candidate {
    int place = -1; // index in the pool's ready list, -1 outside

    /** What led to the next message of this strand: the first part of its site. */
    public abstract long chain();

    /** How a decision in favour of this candidate reads in the trace. */
    public abstract String describe();

    /** Does it: delivers the message. Called by the pool only. */
    public abstract void take();

    /** Whether the candidate lies in the pool now. */
    public final boolean isReady() {
        return place >= 0;
    }
}
