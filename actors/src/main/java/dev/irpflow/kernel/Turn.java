package dev.irpflow.kernel;

/**
 * A place in the code of a strand where another strand may go first, without a message: an access
 * to shared state. It is a step of its own, taken from the pool like a message.
 */
public interface Turn {
    /** What the strand does next, as a key: a part of the site of whoever is passed over. */
    long key();

    /** How it reads in the trace. */
    String describe();

    /** Lets the strand's code go on; called within the strand's newest open call. */
    void take(Strand strand);
}
