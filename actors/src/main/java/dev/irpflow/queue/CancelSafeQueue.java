package dev.irpflow.queue;

import dev.irpflow.driver.Io;
import dev.irpflow.driver.IoCsqId;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCsqAcquireLock;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue of which the driver keeps the list and the lock, and IoCsq the rest. */
final class CancelSafeQueue implements RequestQueue {
    private final Ke ke;
    private final Io io;
    private final SpinLockId lock;
    private final IoCsqId csq;
    private final List<IrpId> waiting = new ArrayList<>(); // only with the lock held

    CancelSafeQueue(Ke ke, Io io) {
        this.ke = ke;
        this.io = io;
        this.lock = ke.initializeSpinLock();
        this.csq =
                io.csqInitialize(
                                (queue, irp) -> waiting.add(irp),
                                (queue, irp) -> waiting.remove(irp),
                                (queue, behind, context) -> behind(behind, context),
                                this::acquire,
                                (queue, old) -> ke.releaseSpinLock(lock, old),
                                (queue, irp) -> complete(irp))
                        .csq();
    }

    @Override
    public void insert(IrpId irp) {
        io.csqInsertIrp(csq, irp, false);
    }

    @Override
    public @Nullable IrpId next() {
        return io.csqRemoveNextIrp(csq);
    }

    @Override
    public @Nullable IrpId nextOf(long fileObject) {
        return io.csqRemoveNextIrp(csq, fileObject);
    }

    // The peek context is the file object that is asked for; without one, any will do.
    private @Nullable IrpId behind(@Nullable IrpId irp, @Nullable Long fileObject) {
        for (int i = irp == null ? 0 : waiting.indexOf(irp) + 1; i < waiting.size(); i++) {
            IrpId each = waiting.get(i);
            if (fileObject == null
                    || fileObject == 0
                    || io.getCurrentIrpStackLocation(each).getFileObject() == fileObject) {
                return each;
            }
        }
        return null;
    }

    private void acquire(IoCsqAcquireLock call, IoCsqAcquireLock.Out.Builder out) {
        Irql old = ke.acquireSpinLock(lock);
        out.setIrql(old);
    }

    private void complete(IrpId irp) {
        io.setIoStatus(irp, NtStatus.STATUS_CANCELLED, 0);
        io.completeRequest(irp, Io.IO_NO_INCREMENT);
    }
}
