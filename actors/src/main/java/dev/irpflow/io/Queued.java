package dev.irpflow.io;

import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.CsqContext;
import dev.irpflow.kernel.Irp;
import org.jspecify.annotations.Nullable;

/**
 * What DriverContext[3] of an IRP holds while it is in a cancel-safe queue. It is also the context
 * of the cancel routine, whose exchange decides who gets the IRP out.
 *
 * @param context what IoCsqRemoveIrp finds it by, null if the driver wants none
 */
record Queued(CancelSafeQueue queue, Irp irp, @Nullable CsqContext context) {
    /** Whether the caller gets it: nobody has begun to cancel it, or to take it out. */
    boolean isWon() {
        Irp.CancelRoutine routine = irp.cancelRoutine();
        if (irp.isGone() || routine == null || routine.context() != this) {
            return false;
        }
        irp.exchangeCancelRoutine(null);
        return true;
    }

    /** It has left the queue. */
    void leave() {
        if (context != null) {
            context.leave();
        }
    }
}
