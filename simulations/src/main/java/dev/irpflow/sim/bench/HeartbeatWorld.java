package dev.irpflow.sim.bench;

import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.sim.stage.SimulationStage;
import java.util.function.LongSupplier;

/**
 * A world of machines that each send a heartbeat to one of them, once a second over TCP and WSK.
 *
 * @param machines how many in all
 */
record HeartbeatWorld(int machines) {
    private static final int SERVER = 0x0A02_0000; // 10.2.0.0
    private static final int CLIENTS = 0x0A01_0000;
    private static final long SECOND_NS = 1_000_000_000L;

    /** Plays it, and gives the real seconds for so many virtual ones. */
    double seconds(SimulationStage stage, LongSupplier nanoTime, long virtualSeconds) {
        Network network = new Network(LinkSettings.LAN.withLatency(1_000, 1_000));
        BenchMachines world = new BenchMachines(stage, network);
        EchoServer server = EchoServer.listening();
        world.boot("server", SERVER, server);
        for (int i = 1; i < machines; i++) {
            world.boot("client" + i, CLIENTS + i, new HeartbeatClient(EchoWorld.server(SERVER)));
        }
        long from = nanoTime.getAsLong();
        stage.run(() -> false, Long.MAX_VALUE, virtualSeconds * SECOND_NS);
        double seconds = (nanoTime.getAsLong() - from) / 1e9;
        long heard = server.heard();
        if (heard < (machines - 1) * (virtualSeconds - 2)) {
            throw new IllegalStateException("only " + heard + " heartbeats were heard");
        }
        world.close();
        return seconds;
    }
}
