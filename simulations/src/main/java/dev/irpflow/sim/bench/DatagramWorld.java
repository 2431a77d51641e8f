package dev.irpflow.sim.bench;

import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.sim.stage.SimulationStage;
import java.util.function.LongSupplier;

/**
 * Two machines that play an echo of datagrams over UDP and WSK.
 *
 * @param roundTrips how many
 */
record DatagramWorld(long roundTrips) {
    private static final int CLIENT = 0x0A01_0000; // 10.1.0.0
    private static final int SERVER = 0x0A02_0000;
    private static final int BEFORE = 50; // what begins is not measured

    /** Plays it, and gives the seconds for the round trips after the first few. */
    double seconds(SimulationStage stage, LongSupplier nanoTime) {
        Network network = new Network(LinkSettings.LAN.withLatency(1_000, 1_000));
        BenchMachines machines = new BenchMachines(stage, network);
        DatagramEcho client = DatagramEcho.client(EchoWorld.server(SERVER), roundTrips + BEFORE);
        machines.boot("server", SERVER, DatagramEcho.server());
        // What is sent to a port that nobody has opened yet is lost.
        stage.run(() -> false, Long.MAX_VALUE, 1_000_000_000L);
        machines.boot("client", CLIENT, client);
        stage.run(() -> client.done() >= BEFORE, Long.MAX_VALUE, Long.MAX_VALUE);
        long began = nanoTime.getAsLong();
        stage.run(() -> client.done() >= roundTrips + BEFORE, Long.MAX_VALUE, Long.MAX_VALUE);
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        machines.close();
        return seconds;
    }
}
