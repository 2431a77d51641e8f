package com.example.readqueue;

import dev.irpflow.driver.CancelRoutine;
import dev.irpflow.driver.Cell;
import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Mm;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A device whose reads wait: IRP_MJ_READ is queued, IRP_MJ_WRITE gives its bytes to the oldest read,
 * and a read may be cancelled at any moment.
 */
public class ReadQueue implements Driver, DriverDispatch {
    Io io;
    Ke ke;
    Mm mm;
    DeviceObjectId device;

    // What the strands of the driver share: in C, the device extension.
    SpinLockId lock; // guards the list, and decides with it who completes a read
    Cell<List<IrpId>> waiting; // the oldest first

    // One object is one address; a lambda at each use would be a routine of its own each time.
    final CancelRoutine cancelRead = this::cancelRead;

    // [entry]
    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        io = kernel.io();
        ke = kernel.ke();
        mm = kernel.mm();
        lock = ke.initializeSpinLock();
        waiting = context.cell("waiting reads", List.of());
        io.setDriverDispatch(context.driverObject(), this);
        Io.CreateDeviceResult created =
                io.createDevice(
                        context.driverObject(),
                        0,
                        "\\Device\\ReadQueue",
                        Io.FILE_DEVICE_UNKNOWN,
                        0,
                        false);
        if (created.isSuccess()) {
            device = created.deviceObject();
        }
        return created.status();
    }

    @Override
    public void driverUnload() {
        io.deleteDevice(device);
    }

    // [end]

    // [create]
    @Override
    public NtStatus create(DeviceObjectId deviceObject, IrpId irp) {
        return complete(irp, NtStatus.STATUS_SUCCESS, 0);
    }

    @Override
    public NtStatus close(DeviceObjectId deviceObject, IrpId irp) {
        return complete(irp, NtStatus.STATUS_SUCCESS, 0);
    }

    /** Ends an IRP; whoever calls this returns the same status, unless it has marked it pending. */
    NtStatus complete(IrpId irp, NtStatus status, long information) {
        io.setIoStatus(irp, status, information);
        io.completeRequest(irp, Io.IO_NO_INCREMENT);
        return status; // read before: a completed IRP is no longer ours
    }

    // [end]

    // [read]
    @Override
    public NtStatus read(DeviceObjectId deviceObject, IrpId irp) {
        Irql before = ke.acquireSpinLock(lock);
        io.markIrpPending(irp);
        add(irp);
        io.setCancelRoutine(irp, cancelRead);
        // It may have been cancelled before it had a cancel routine: then nobody has called that.
        boolean cancelled = io.getCancel(irp) && claim(irp);
        if (cancelled) {
            remove(irp);
        }
        ke.releaseSpinLock(lock, before);
        if (cancelled) {
            complete(irp, NtStatus.STATUS_CANCELLED, 0);
        }
        return NtStatus.STATUS_PENDING; // marked is marked, completed or not
    }

    // [end]

    // [write]
    @Override
    public NtStatus write(DeviceObjectId deviceObject, IrpId irp) {
        IrpId read = takeOldest();
        if (read == null) {
            return complete(irp, NtStatus.STATUS_DEVICE_NOT_READY, 0); // nobody reads
        }
        byte[] bytes = mm.read(io.getBuffers(irp).getMdl());
        int count = (int) Math.min(bytes.length, io.getBuffers(read).getMdl().getLength());
        mm.write(io.getBuffers(read).getMdl(), Arrays.copyOf(bytes, count));
        complete(read, NtStatus.STATUS_SUCCESS, count);
        return complete(irp, NtStatus.STATUS_SUCCESS, count);
    }

    /** Takes the oldest read that is still ours to complete off the queue; null if there is none. */
    IrpId takeOldest() {
        IrpId oldest = null;
        Irql before = ke.acquireSpinLock(lock);
        while (oldest == null && !waiting.get().isEmpty()) {
            IrpId next = waiting.get().get(0);
            remove(next);
            oldest = claim(next) ? next : null;
        }
        ke.releaseSpinLock(lock, before);
        return oldest;
    }

    // [end]

    // [claim]
    /** Takes its cancel routine from a queued read. Whoever gets it completes the read. */
    boolean claim(IrpId irp) {
        return io.setCancelRoutine(irp, null) != null;
    }

    // [end]

    // [cancel]
    /** Runs at DISPATCH_LEVEL and holds the cancel spin lock: IoCancelIrp has taken it. */
    void cancelRead(DeviceObjectId deviceObject, IrpId irp) {
        io.releaseCancelSpinLock(io.getCancelIrql(irp));
        Irql before = ke.acquireSpinLock(lock);
        remove(irp);
        ke.releaseSpinLock(lock, before);
        complete(irp, NtStatus.STATUS_CANCELLED, 0);
    }

    // [end]

    // [cleanup]
    /** The last handle of a file object is closed: what is queued for it is cancelled. */
    @Override
    public NtStatus cleanup(DeviceObjectId deviceObject, IrpId irp) {
        long file = io.getCurrentIrpStackLocation(irp).getFileObject();
        List<IrpId> orphans = new ArrayList<>();
        Irql before = ke.acquireSpinLock(lock);
        for (IrpId read : waiting.get()) {
            IoStackLocation asked = io.getCurrentIrpStackLocation(read);
            if (asked.getFileObject() == file && claim(read)) {
                remove(read);
                orphans.add(read);
            }
        }
        ke.releaseSpinLock(lock, before);
        for (IrpId read : orphans) {
            complete(read, NtStatus.STATUS_CANCELLED, 0);
        }
        return complete(irp, NtStatus.STATUS_SUCCESS, 0);
    }

    // [end]

    // [list]
    // Both with the lock held.
    void add(IrpId irp) {
        List<IrpId> longer = new ArrayList<>(waiting.get());
        longer.add(irp);
        waiting.set(List.copyOf(longer));
    }

    void remove(IrpId irp) {
        waiting.set(waiting.get().stream().filter(other -> !other.equals(irp)).toList());
    }

    // [end]
}
