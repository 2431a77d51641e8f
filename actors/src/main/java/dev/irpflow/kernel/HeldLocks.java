package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks that a strand holds and the levels to which it has to return, oldest first. */
public final class HeldLocks {
    /** How a lock was taken, which says how to give it back. */
    public enum Form {
        /** By a routine that raises the IRQL; the release lowers again. */
        RAISING(true),
        /** By a routine for code that is at DISPATCH_LEVEL already. */
        AT_DPC_LEVEL(false),
        /** By a routine for threaded DPCs, which raises where that is needed. */
        FOR_DPC(true),
        /** By a routine that gives up where the lock is not free. */
        TRIED_AT_DPC_LEVEL(false),
        /** As RAISING, as a queued lock. */
        QUEUED(true),
        /** As AT_DPC_LEVEL, as a queued lock. */
        QUEUED_AT_DPC_LEVEL(false),
        /** As FOR_DPC, as a queued lock. */
        QUEUED_FOR_DPC(true),
        /** A mutex without raising, for code that APCs do not disturb anyway. */
        UNSAFE(false);

        private final boolean raises;

        Form(boolean raises) {
            this.raises = raises;
        }

        /** Whether it raises the IRQL to the level of the lock. */
        public boolean raises() {
            return raises;
        }

        /** Whether a spin lock is taken as a queued one. */
        public boolean isQueued() {
            return this == QUEUED || this == QUEUED_AT_DPC_LEVEL || this == QUEUED_FOR_DPC;
        }

        /** Whether a spin lock that was taken so is given back by the routine of this form. */
        public boolean isGivenBackBy(Form release) {
            return this == release
                    || (this == TRIED_AT_DPC_LEVEL
                            && (release == RAISING || release == AT_DPC_LEVEL));
        }
    }

    /**
     * One lock that is held.
     *
     * @param lock which
     * @param kind its kind
     * @param form how it was taken
     * @param oldIrql the IRQL to which a release returns
     */
    public record Held(KernelObject lock, LockKind kind, Form form, Irql oldIrql) {}

    /**
     * A KeRaiseIrql that was not undone.
     *
     * @param oldIrql the IRQL to which KeLowerIrql returns
     * @param locks how many locks were held then
     */
    private record Raised(Irql oldIrql, int locks) {}

    private final List<Held> held = new ArrayList<>(2);
    private final List<Raised> raised = new ArrayList<>(1);
    private @Nullable Irql promisedWait;
    private @Nullable ApcDisable apcs;
    private @Nullable ThreadApcs queue;
    private @Nullable Lock tried;
    private int tries;
    private boolean impersonates;

    /** Whether none is held. */
    public boolean isEmpty() {
        return held.isEmpty();
    }

    /** How many are held. */
    public int count() {
        return held.size();
    }

    /** Notes that a lock was taken. */
    public void add(Held lock) {
        tried = null;
        held.add(lock);
    }

    /** Notes that a lock was given back; null if this strand does not hold it. */
    public @Nullable Held remove(KernelObject lock) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i).lock() == lock) {
                tried = null;
                return held.remove(i);
            }
        }
        return null;
    }

    /** The entry of a lock, null if this strand does not hold it. */
    public @Nullable Held find(KernelObject lock) {
        for (int i = held.size() - 1; i >= 0; i--) {
            if (held.get(i).lock() == lock) {
                return held.get(i);
            }
        }
        return null;
    }

    /** The lock that was taken last; null if none is held. */
    public @Nullable Held newest() {
        return held.isEmpty() ? null : held.getLast();
    }

    /**
     * The newest lock of the same sort (spin locks, fast mutexes) that was taken after this one;
     * null for none.
     */
    public @Nullable Held takenAfter(Held lock) {
        for (int i = held.size() - 1; i >= 0 && held.get(i) != lock; i--) {
            LockKind kind = held.get(i).kind();
            if (kind.isSpinLock() == lock.kind().isSpinLock()
                    && kind.isFastMutex() == lock.kind().isFastMutex()) {
                return held.get(i);
            }
        }
        return null;
    }

    /** The locks, oldest first. */
    public List<Held> all() {
        return List.copyOf(held);
    }

    /** Notes a KeRaiseIrql from this level. */
    public void raised(Irql from) {
        raised.add(new Raised(from, held.size()));
    }

    /** The level from which the last KeRaiseIrql raised that was not undone; null if none is. */
    public @Nullable Irql lastRaisedFrom() {
        return raised.isEmpty() ? null : raised.getLast().oldIrql();
    }

    /** Whether a lock that was taken after the last KeRaiseIrql is still held. */
    public boolean holdsMoreThanAtLastRaise() {
        return held.size() > (raised.isEmpty() ? 0 : raised.getLast().locks());
    }

    /** Notes a KeLowerIrql. */
    public void lowered() {
        if (!raised.isEmpty()) {
            raised.removeLast();
        }
    }

    /** Notes that KeSetEvent promised a wait, to which this level belongs. */
    public void promiseWait(Irql at) {
        promisedWait = at;
    }

    /** The level that belongs to a promised wait; null if none was promised. */
    public @Nullable Irql promisedWait() {
        return promisedWait;
    }

    /** The promised wait begins, or the promise is broken. */
    public void waitsNow() {
        promisedWait = null;
    }

    /** Notes a vain try for a lock; gives how many there were since anything was taken or given. */
    int tries(Lock lock) {
        tries = tried == lock ? tries + 1 : 1;
        tried = lock;
        return tries;
    }

    /** The lock that was tried for so often in vain; null for none. */
    @Nullable Lock triedFor(int often) {
        return tries < often ? null : tried;
    }

    /** Whether its thread acts for a client. */
    boolean impersonates() {
        return impersonates;
    }

    /** Sets {@link #impersonates()}. */
    public void impersonates(boolean yes) {
        impersonates = yes;
    }

    /** How often its APCs are disabled; null if they never were. */
    @Nullable ApcDisable apcs() {
        return apcs;
    }

    /** The same, made at first mention. */
    ApcDisable apcsOrNew() {
        if (apcs == null) {
            apcs = new ApcDisable();
        }
        return apcs;
    }

    /** The APCs that are queued to the thread; null if there never were any. */
    @Nullable ThreadApcs queue() {
        return queue;
    }

    /** The same, made at first mention. */
    ThreadApcs queueOrNew(Strand thread) {
        if (queue == null) {
            queue = new ThreadApcs(thread);
        }
        return queue;
    }
}
