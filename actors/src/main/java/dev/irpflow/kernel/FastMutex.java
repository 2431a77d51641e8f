package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;

/** FAST_MUTEX and KGUARDED_MUTEX: one owner at APC_LEVEL; the others wait. */
public final class FastMutex extends ExclusiveLock {
    /** A new one; its maker adds it to the machine's objects. */
    public FastMutex(LockKind kind) {
        super(kind, Irql.APC_LEVEL);
    }

    /** Lets the strand of a held call wait until it is handed the mutex. */
    public void await(Contender waiter) {
        add(waiter, false);
        Deadlock.look(waiter.call());
    }

    @Override
    protected String noun() {
        return kind() == LockKind.GUARDED_MUTEX ? "guarded-mutex" : "fast-mutex";
    }
}
