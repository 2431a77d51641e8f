package dev.irpflow.stage;

/**
 * What a machine runs on: the pool of all that can happen next, a clock, answers and draws by site,
 * and the trace. Both stages implement it; nothing that is modelled knows which one it is on.
 */
public interface Stage extends Clock {
    /** The pool of candidates, one for all machines of the stage. */
    Pool pool();

    /** What the present step has read and written so far. */
    default Footprint footprint() {
        return pool().footprint();
    }

    /** The site of the next question with this chain and subject. */
    long site(long chain, long what);

    /** Answers and draws. */
    Chooser chooser();

    /** Where events go. */
    Trace trace();

    /** The next number of a message, starting at 1. */
    long nextSeq();

    /** The number of an event that is no message: the same sequence, but it counts as none. */
    long nextNoteSeq();

    /** The reused event that the next {@code trace().write} will take. */
    TraceEvent event();
}
