package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.status.NtStatus;

/** A driver that ends the process that plays it. */
public final class EndingDriver implements Driver {
    @Override
    public NtStatus driverEntry(DriverContext context) {
        context.call(KeQuerySystemTime.getDefaultInstance());
        Runtime.getRuntime().halt(3);
        return NtStatus.STATUS_SUCCESS;
    }
}
