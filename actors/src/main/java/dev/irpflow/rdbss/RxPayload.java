package dev.irpflow.rdbss;

/** The unions of RX_CONTEXT: what an operation keeps there, one type for each kind of operation. */
sealed interface RxPayload permits RxPayload.None, Create, LowIoContext {
    /** The operation keeps nothing. */
    RxPayload NONE = new None();

    /** The operation keeps nothing. */
    record None() implements RxPayload {}
}
