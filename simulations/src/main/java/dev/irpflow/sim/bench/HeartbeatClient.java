package dev.irpflow.sim.bench;

import dev.irpflow.driver.DeferredRoutine;
import dev.irpflow.driver.DpcId;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.TimerId;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.wsk.SocketAddress;

/** Sends 64 bytes once a second, from the DPC of a periodic timer. */
final class HeartbeatClient extends BenchClient {
    private static final int PERIOD_MS = 1000;
    private static final long PERIOD_100NS = PERIOD_MS * 10_000L;

    HeartbeatClient(SocketAddress server) {
        super(server);
    }

    @Override
    void connected(Routines kernel, WskSocketId socket) {
        EchoLoop loop = new EchoLoop(kernel, socket, 0);
        DeferredRoutine beat = (dpc, context, first, second) -> loop.tell();
        DpcId dpc = kernel.ke().initializeDpc(beat);
        TimerId timer = kernel.ke().initializeTimer();
        kernel.ke().setTimerEx(timer, -PERIOD_100NS, PERIOD_MS, dpc);
    }
}
