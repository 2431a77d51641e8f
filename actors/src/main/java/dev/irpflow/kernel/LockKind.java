package dev.irpflow.kernel;

/** What kind of lock a strand holds. */
public enum LockKind {
    /** KSPIN_LOCK. */
    SPIN_LOCK,
    /** The one system-wide cancel spin lock. */
    CANCEL_SPIN_LOCK,
    /** FAST_MUTEX. */
    FAST_MUTEX,
    /** KMUTEX. */
    MUTEX,
    /** ERESOURCE. */
    RESOURCE
}
