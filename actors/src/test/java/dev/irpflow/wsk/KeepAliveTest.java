package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_ABORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SO_KEEPALIVE: who only receives learns of a peer that is gone. */
class KeepAliveTest {
    private static final long HOUR = 3_600_000 * WskWorld.MS;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aReceiveEndsWhenAPeerThatVanishedDoesNotAnswer() {
        WskWorld.Connected ends = world.connect();
        client.beginLater(irp -> Codes.setKeepAlive(ends.client(), 1, irp));
        Op receive =
                client.beginLater(irp -> Peer.receive(ends.client(), client.buffer(16), 0, irp));
        Phase.pass(world);
        world.network.cut("server", "client");

        world.host.runUntil(world.host.stage().now() + 3 * HOUR);

        assertThat(receive.status()).isEqualTo(STATUS_CONNECTION_ABORTED);
        assertThat(client.send(ends.client(), "late").status())
                .isEqualTo(STATUS_CONNECTION_ABORTED);
    }

    @Test
    void withoutItTheReceiveWaitsForEver() {
        WskWorld.Connected ends = world.connect();
        world.network.cut("server", "client");

        Op receive = client.begin(irp -> Peer.receive(ends.client(), client.buffer(16), 0, irp));

        assertThat(receive.hasEnded()).isFalse();
    }

    @Test
    void itIsSetBeforeTheSocketIsConnectedAsWell() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        client.begin(irp -> Codes.setKeepAlive(socket, 1, irp)).mustSucceed();
        client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
        long listener = server.listener(WskWorld.PORT, 0);
        server.begin(irp -> server.accept(listener, 0, irp));
        client.beginLater(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        Op receive = client.beginLater(irp -> Peer.receive(socket, client.buffer(16), 0, irp));
        Phase.pass(world);
        Op waiting = client.beginLater(irp -> Peer.receive(socket, client.buffer(16), 0, irp));
        Phase.pass(world);
        world.network.cut("server", "client");

        world.host.runUntil(world.host.stage().now() + 3 * HOUR);

        assertThat(receive.hasEnded()).isTrue();
        assertThat(waiting.status()).isEqualTo(STATUS_CONNECTION_ABORTED);
    }

    @Test
    void anAcceptedSocketHasItFromItsListenerAndMayTurnItOff() {
        long listener = server.listener(WskWorld.PORT, 0);
        server.begin(irp -> Codes.setKeepAlive(listener, 1, irp)).mustSucceed();
        Op first = server.begin(irp -> server.accept(listener, 0, irp));
        Op second = server.begin(irp -> server.accept(listener, 0, irp));
        long one = client.bound(SocketCategory.CONNECTION, 0);
        long other = client.bound(SocketCategory.CONNECTION, 0);
        for (long socket : new long[] {one, other}) {
            client.beginLater(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
            Phase.pass(world);
        }
        server.beginLater(irp -> Codes.setKeepAlive(second.information(), 0, irp));
        Op asks = receive(first.information());
        Op waits = receive(second.information());
        world.network.cut("client", "server");

        world.host.run();

        assertThat(asks.status()).isIn(STATUS_CONNECTION_ABORTED, STATUS_CONNECTION_RESET);
        assertThat(waits.hasEnded()).isFalse();
    }

    private Op receive(long socket) {
        Op op = server.beginLater(irp -> Peer.receive(socket, server.buffer(16), 0, irp));
        Phase.pass(world);
        return op;
    }
}
