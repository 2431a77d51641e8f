package dev.irpflow.kernel;

/** What kind of lock a strand holds. */
public enum LockKind {
    /** KSPIN_LOCK. */
    SPIN_LOCK,
    /** The one system-wide cancel spin lock. */
    CANCEL_SPIN_LOCK,
    /** EX_SPIN_LOCK: a reader-writer spin lock. */
    SHARED_SPIN_LOCK,
    /** FAST_MUTEX. */
    FAST_MUTEX,
    /** KGUARDED_MUTEX. */
    GUARDED_MUTEX,
    /** KMUTEX. */
    MUTEX,
    /** ERESOURCE. */
    RESOURCE,
    /** EX_PUSH_LOCK. */
    PUSH_LOCK;

    /** Whether strands spin for it, and its owner is at DISPATCH_LEVEL. */
    public boolean isSpinLock() {
        return this == SPIN_LOCK || this == CANCEL_SPIN_LOCK || this == SHARED_SPIN_LOCK;
    }

    /** Whether deadlock detection, and so the order of taking, looks at it. */
    public boolean isOrdered() {
        return this != RESOURCE && this != PUSH_LOCK;
    }

    /** Whether its owner is at APC_LEVEL. */
    public boolean isFastMutex() {
        return this == FAST_MUTEX || this == GUARDED_MUTEX;
    }
}
