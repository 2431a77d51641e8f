package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverHost;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;

/**
 * The application of a machine: the process in whose threads the steps of a scenario run. It calls
 * through the same stubs as a driver, from PASSIVE_LEVEL.
 */
final class Application implements Driver {
    /** The name of its place. */
    static final String PLACE = "app";

    @Override
    public NtStatus driverEntry(DriverContext context) {
        return NtStatus.STATUS_SUCCESS;
    }

    /** Starts a thread of the application that runs this code. */
    static void start(Machine machine, DriverHost host, String thread, Runnable code) {
        StartRoutine routine = (request) -> code.run();
        machine.beginThread(
                StrandKind.THREAD,
                machine.place(PLACE),
                thread,
                KStartRoutine.newBuilder()
                        .setRoutine(host.context().addressOf(routine))
                        .build(),
                thread,
                0);
    }
}
