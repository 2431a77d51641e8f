package dev.irpflow.kernel;

/** What a {@link Call} stands for; the words are those of the trace. */
public enum CallKind {
    /** A routine is invoked, or a callback is indicated. */
    CALL,
    /** A call that tells the end of an operation, with a return of its own. */
    COMPLETION,
    /** A call aimed at an object: its operation is to end soon. */
    CANCEL,
    /** Bytes from another machine, delivered on a DPC. */
    FRAME
}
