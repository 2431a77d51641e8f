package dev.irpflow.sim.cli;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.status.NtStatus;

/** A driver that completes a flush with STATUS_PENDING, and keeps pool meanwhile. */
public final class BadlyCompletingDriver implements Driver {
    private static final long NON_PAGED = 0x40;

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Io io = Routines.of(context).io();
        context.call(
                ExAllocatePool2.newBuilder()
                        .setFlags(NON_PAGED)
                        .setNumberOfBytes(100)
                        .setTag("Mine")
                        .build());
        io.setDriverDispatch(context.driverObject(), new Completing(io));
        return io.createDevice(
                        context.driverObject(),
                        0,
                        "\\Device\\Badly",
                        Io.FILE_DEVICE_UNKNOWN,
                        0,
                        false)
                .status();
    }

    private static final class Completing implements DriverDispatch {
        private final Io io;

        Completing(Io io) {
            this.io = io;
        }

        @Override
        public NtStatus create(DeviceObjectId device, IrpId irp) {
            io.setIoStatus(irp, NtStatus.STATUS_SUCCESS, 0);
            io.completeRequest(irp, Io.IO_NO_INCREMENT);
            return NtStatus.STATUS_SUCCESS;
        }

        @Override
        public NtStatus flushBuffers(DeviceObjectId device, IrpId irp) {
            io.setIoStatus(irp, NtStatus.STATUS_PENDING, 0);
            io.completeRequest(irp, Io.IO_NO_INCREMENT);
            return NtStatus.STATUS_SUCCESS;
        }
    }
}
