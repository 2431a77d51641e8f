package dev.irpflow.sim.bench;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.Wsk;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.sim.stage.SimulationStage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A world in which pairs of machines play TCP echo over WSK, while others stand by: booted, each
 * with a driver that waits on a listening socket, and with a link to and from each client.
 *
 * @param pairs how many clients, each with a server of its own
 * @param standingBy how many machines besides
 * @param roundTrips how many in all
 */
record EchoWorld(int pairs, int standingBy, long roundTrips) {
    private static final int CLIENTS = 0x0A01_0000; // 10.1.0.0
    private static final int SERVERS = 0x0A02_0000;
    private static final int OTHERS = 0x0A03_0000;
    // Connecting, and the first window of TCP, are not what is measured.
    private static final int BEFORE = 50;

    /** Plays it, and gives the seconds for the round trips after the first few. */
    double seconds(SimulationStage stage, LongSupplier nanoTime) {
        Network network = new Network(LinkSettings.LAN.withLatency(1_000, 1_000));
        BenchMachines machines = new BenchMachines(stage, network);
        for (int i = 0; i < standingBy; i++) {
            machines.boot("other" + i, OTHERS + i, new EchoServer());
        }
        long each = roundTrips / pairs + BEFORE;
        List<EchoClient> clients = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            EchoClient client = new EchoClient(server(SERVERS + i), each);
            clients.add(client);
            machines.boot("server" + i, SERVERS + i, new EchoServer());
            machines.boot("client" + i, CLIENTS + i, client);
        }
        link(network);
        run(stage, clients, BEFORE);
        long began = nanoTime.getAsLong();
        run(stage, clients, each);
        double seconds = (nanoTime.getAsLong() - began) / 1e9;
        machines.close();
        return seconds;
    }

    private void link(Network network) {
        for (int client = 0; client < pairs; client++) {
            for (int other = 0; other < standingBy; other++) {
                network.between("client" + client, "other" + other);
                network.between("other" + other, "client" + client);
            }
        }
    }

    // Waits for one client after the other: asking all after each step would be the cost itself.
    private static void run(SimulationStage stage, List<EchoClient> clients, long count) {
        for (EchoClient client : clients) {
            stage.run(() -> client.done() >= count, Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    /** Where the server of a machine is. */
    static SocketAddress server(int ipv4) {
        ByteString octets =
                ByteString.copyFrom(
                        new byte[] {
                            (byte) (ipv4 >>> 24),
                            (byte) (ipv4 >>> 16),
                            (byte) (ipv4 >>> 8),
                            (byte) ipv4
                        });
        return SocketAddress.newBuilder()
                .setFamily(Wsk.AF_INET)
                .setAddress(octets)
                .setPort(EchoServer.PORT)
                .build();
    }
}
