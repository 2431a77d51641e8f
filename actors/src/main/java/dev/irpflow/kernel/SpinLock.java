package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import org.jspecify.annotations.Nullable;

/** KSPIN_LOCK: one holder at DISPATCH_LEVEL; the others spin, each on its processor. */
public final class SpinLock extends ExclusiveLock {
    private @Nullable Boolean queued;

    /** A new one; its maker adds it to the machine's objects. */
    public SpinLock(LockKind kind) {
        super(kind, Irql.DISPATCH_LEVEL);
    }

    /** Lets the strand of a held call spin until it is handed the lock. */
    public void spin(Contender spinner) {
        add(spinner, true);
        raise(spinner.call().strand(), spinner.form());
        Deadlock.look(spinner.call());
    }

    /**
     * It is used as a queued lock, or as a plain one; false if it was used the other way before:
     * the two must not be mixed.
     */
    public boolean isUsed(boolean asQueued) {
        if (queued == null) {
            writes();
            queued = asQueued;
        }
        return queued == asQueued;
    }

    @Override
    protected String noun() {
        return kind() == LockKind.CANCEL_SPIN_LOCK ? "cancel-lock" : "lock";
    }
}
