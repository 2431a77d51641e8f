package dev.irpflow.queue;

import dev.irpflow.driver.CancelRoutine;
import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue with a spin lock and a cancel routine of its own. What counts is the result of exchanging
 * the cancel routine, never the cancel flag.
 */
final class OwnLockQueue implements RequestQueue, CancelRoutine {
    private final Ke ke;
    private final Io io;
    private final boolean forgetsExchange;
    private final SpinLockId lock;
    private final Deque<IrpId> waiting = new ArrayDeque<>(); // only with the lock held

    /**
     * An empty one.
     *
     * @param forgetsExchange the slip of the broken one: what is taken out keeps its cancel routine
     */
    OwnLockQueue(Ke ke, Io io, boolean forgetsExchange) {
        this.ke = ke;
        this.io = io;
        this.forgetsExchange = forgetsExchange;
        this.lock = ke.initializeSpinLock();
    }

    @Override
    public void insert(IrpId irp) {
        Irql old = ke.acquireSpinLock(lock);
        io.markIrpPending(irp); // before anybody can find it
        waiting.addLast(irp);
        io.setCancelRoutine(irp, this);
        boolean mine = io.getCancel(irp) && io.setCancelRoutine(irp) != null;
        if (mine) {
            waiting.remove(irp); // cancelled before the routine was there: nobody else completes it
        }
        ke.releaseSpinLock(lock, old);
        if (mine) {
            complete(irp);
        }
    }

    @Override
    public @Nullable IrpId next() {
        return take(irp -> true);
    }

    @Override
    public @Nullable IrpId nextOf(long fileObject) {
        return take(irp -> io.getCurrentIrpStackLocation(irp).getFileObject() == fileObject);
    }

    private @Nullable IrpId take(Predicate<IrpId> wanted) {
        Irql old = ke.acquireSpinLock(lock);
        IrpId found = null;
        for (IrpId irp : List.copyOf(waiting)) {
            if (found == null && wanted.test(irp)) {
                waiting.remove(irp);
                if (forgetsExchange || io.setCancelRoutine(irp) != null) {
                    found = irp;
                } // else its cancel routine has begun, and will not find it here
            }
        }
        ke.releaseSpinLock(lock, old);
        return found;
    }

    /** The cancel routine: its call has won the exchange. */
    @Override
    public void run(DeviceObjectId device, IrpId irp) {
        io.releaseCancelSpinLock(io.getCancelIrql(irp));
        Irql old = ke.acquireSpinLock(lock);
        waiting.remove(irp);
        ke.releaseSpinLock(lock, old);
        complete(irp);
    }

    private void complete(IrpId irp) {
        io.setIoStatus(irp, NtStatus.STATUS_CANCELLED, 0);
        io.completeRequest(irp, Io.IO_NO_INCREMENT);
    }
}
