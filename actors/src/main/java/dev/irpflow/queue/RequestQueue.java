package dev.irpflow.queue;

import dev.irpflow.driver.IrpId;
import org.jspecify.annotations.Nullable;

/** The IRPs that wait. Whoever gets one out completes it; what is cancelled nobody gets out. */
interface RequestQueue {
    /** Marks an IRP pending and lets it wait; its dispatch routine returns STATUS_PENDING. */
    void insert(IrpId irp);

    /** Takes the oldest out; null if none waits. */
    @Nullable IrpId next();

    /** Takes the oldest of a file object out; null if none waits. */
    @Nullable IrpId nextOf(long fileObject);
}
