package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.kernel.Cancellation;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

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

    /** Starts a strand of a step thread that runs this code. */
    static void start(RunningMachine here, StepThread thread, Runnable code) {
        Strand strand = start(here, thread.name(), code);
        if (thread.processor() != null) {
            strand.pin(thread.processor());
        }
    }

    /** Starts a strand of the process, in which it ends. */
    static void end(RunningMachine here, Runnable code) {
        start(here, "end of the process", code);
    }

    /** Cancels an IRP, as NtCancelIoFileEx does: what has ended by then is left alone. */
    static void cancel(RunningMachine here, Irp irp) {
        new Cancellation(List.of(irp.use())).begin(here.machine(), "cancel", 0);
    }

    private static Strand start(RunningMachine here, String name, Runnable code) {
        Machine machine = here.machine();
        StartRoutine routine =
                request -> {
                    try {
                        code.run();
                    } catch (RuntimeException e) {
                        machine.host().broke(machine, e); // our own code, no driver's
                    }
                };
        return machine.strands()
                .beginThread(
                        StrandKind.THREAD,
                        machine.place(PLACE),
                        name,
                        KStartRoutine.newBuilder()
                                .setRoutine(here.application().context().addressOf(routine))
                                .build(),
                        name,
                        0);
    }
}
