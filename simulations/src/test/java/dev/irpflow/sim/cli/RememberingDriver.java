package dev.irpflow.sim.cli;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.status.NtStatus;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A driver that breaks the one law of drivers here: it remembers from one run to the next, in a
 * static field. Each load asks for the time once more than the one before.
 */
public final class RememberingDriver implements Driver {
    private static final AtomicInteger LOADS = new AtomicInteger();

    @Override
    public NtStatus driverEntry(DriverContext context) {
        int times = LOADS.incrementAndGet();
        for (int i = 0; i < times; i++) {
            context.call(KeQuerySystemTime.getDefaultInstance());
        }
        return NtStatus.STATUS_SUCCESS;
    }
}
