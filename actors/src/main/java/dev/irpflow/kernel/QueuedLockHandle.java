package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/** KLOCK_QUEUE_HANDLE: one acquisition of a queued spin lock, on the stack of whoever made it. */
public final class QueuedLockHandle extends KernelObject {
    private final SpinLock lock;
    private final @Nullable Call owner;

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param acquisition the call that acquires
     */
    public QueuedLockHandle(SpinLock lock, Call acquisition) {
        this.lock = lock;
        this.owner = acquisition.outer();
    }

    /** The lock. */
    public SpinLock lock() {
        return lock;
    }

    /** Whether the routine has returned on whose stack it lies. */
    public boolean isUnwound() {
        return owner != null && owner.isReturned();
    }

    @Override
    protected String noun() {
        return "lock-handle";
    }
}
