package dev.irpflow.sim.cluster;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.protocol.status.NtStatus;

/** A driver that raises an exception nobody handles, so that its machine dies. */
public final class DyingDriver implements Driver {
    /** Made by its name in a scenario. */
    public DyingDriver() {}

    @Override
    public NtStatus driverEntry(DriverContext context) {
        throw new IllegalStateException("dies");
    }
}
