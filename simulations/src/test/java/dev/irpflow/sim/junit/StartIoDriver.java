package dev.irpflow.sim.junit;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.DpcId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.TimerId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A driver whose device works on one read at a time, as the I/O manager hands them to StartIo. */
public final class StartIoDriver implements Driver, DriverDispatch {
    private @Nullable Ke ke;
    private @Nullable Io io;
    private @Nullable TimerId timer;
    private @Nullable DpcId done;
    private @Nullable DeviceObjectId device;
    private int working;
    private int most;

    /** On how many reads the device has worked at once. */
    int most() {
        return most;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Ke kernel = new Ke(context);
        Io manager = new Io(context);
        ke = kernel;
        io = manager;
        timer = kernel.initializeTimer();
        done = kernel.initializeDpc((dpc, deferred, first, second) -> done());
        manager.setDriverDispatch(context.driverObject(), this);
        manager.setDriverStartIo(context.driverObject(), this::startIo);
        Io.CreateDeviceResult made =
                manager.createDevice(
                        context.driverObject(),
                        0,
                        "\\Device\\port",
                        Io.FILE_DEVICE_UNKNOWN,
                        0,
                        false);
        if (made.isSuccess()) {
            device = made.deviceObject();
            manager.setStartIoAttributes(there(device), true, false);
        }
        return made.status();
    }

    @Override
    public NtStatus read(DeviceObjectId to, IrpId irp) {
        there(io).markIrpPending(irp);
        there(io).startPacket(to, irp, null, this::cancel);
        return NtStatus.STATUS_PENDING;
    }

    private void startIo(DeviceObjectId of, IrpId irp) {
        Irql old = there(io).acquireCancelSpinLock();
        boolean cancelled = there(io).getCancel(irp);
        there(io).setCancelRoutine(irp);
        there(io).releaseCancelSpinLock(old);
        if (cancelled) {
            there(io).startNextPacket(of, true);
            complete(irp, NtStatus.STATUS_CANCELLED);
            return;
        }
        most = Math.max(most, ++working);
        there(ke).setTimer(there(timer), -10_000, done);
    }

    private void done() {
        IrpId irp = there(there(io).getCurrentIrp(there(device)));
        working--;
        there(io).startNextPacket(there(device), true);
        complete(irp, NtStatus.STATUS_SUCCESS);
    }

    private void cancel(DeviceObjectId of, IrpId irp) {
        boolean waits = there(ke).removeEntryDeviceQueue(there(io).getDeviceQueue(of), irp);
        there(io).releaseCancelSpinLock(there(io).getCancelIrql(irp));
        if (waits) {
            complete(irp, NtStatus.STATUS_CANCELLED);
        }
    }

    private void complete(IrpId irp, NtStatus status) {
        there(io).setIoStatus(irp, status, 0);
        there(io).completeRequest(irp, Io.IO_NO_INCREMENT);
    }

    @Override
    public void driverUnload() {
        there(ke).cancelTimer(there(timer));
        there(ke).flushQueuedDpcs();
        there(io).deleteDevice(there(device));
    }

    private static <T> T there(@Nullable T what) {
        return Objects.requireNonNull(what);
    }
}
