package dev.irpflow.sim.cluster;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.protocol.status.NtStatus;

/** A driver of a user's, who gives its class to each node. */
public final class OwnDriver implements Driver {
    /** Made by its name in a scenario. */
    public OwnDriver() {}

    @Override
    public NtStatus driverEntry(DriverContext context) {
        return NtStatus.STATUS_SUCCESS;
    }
}
