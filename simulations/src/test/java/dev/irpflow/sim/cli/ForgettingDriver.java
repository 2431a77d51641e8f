package dev.irpflow.sim.cli;

import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.Io;
import dev.irpflow.driver.IrpId;
import dev.irpflow.driver.Routines;
import dev.irpflow.protocol.status.NtStatus;

/** A driver that pends a flush and never thinks of it again. */
public final class ForgettingDriver implements Driver {
    @Override
    public NtStatus driverEntry(DriverContext context) {
        Io io = Routines.of(context).io();
        io.setDriverDispatch(context.driverObject(), new Forgetting(io));
        return io.createDevice(
                        context.driverObject(),
                        0,
                        "\\Device\\Forgetting",
                        Io.FILE_DEVICE_UNKNOWN,
                        0,
                        false)
                .status();
    }

    private static final class Forgetting implements DriverDispatch {
        private final Io io;

        Forgetting(Io io) {
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
            io.markIrpPending(irp);
            return NtStatus.STATUS_PENDING;
        }
    }
}
