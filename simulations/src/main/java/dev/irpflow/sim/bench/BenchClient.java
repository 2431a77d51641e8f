package dev.irpflow.sim.bench;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;

/** A driver that connects to the server of a benchmark in a thread of its own. */
abstract class BenchClient implements Driver {
    private final SocketAddress server;

    BenchClient(SocketAddress server) {
        this.server = server;
    }

    /** It is connected; still in its thread. */
    abstract void connected(Routines kernel, WskSocketId socket);

    @Override
    public final NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        StartRoutine body = call -> connect(kernel);
        return kernel.ps().createSystemThread(body).status();
    }

    private void connect(Routines kernel) {
        connected(kernel, new Provider(kernel).connect(server));
    }
}
