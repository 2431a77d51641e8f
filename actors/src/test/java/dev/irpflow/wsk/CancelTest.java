package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_ABORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.status.NtStatus;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** IoCancelIrp on IRPs that WSK holds. */
class CancelTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aReceiveThatWaitsIsCancelled() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));

        client.cancel(receive);

        assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(receive.end().pendingReturned()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theReceiveBehindACancelledOneGetsTheData() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = server.buffer(16);
        Op first = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        Op second = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        server.cancel(first);

        client.send(ends.client(), "hello");

        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(second.information()).isEqualTo(5);
    }

    @Test
    void aCancelledReceiveThatWaitsForAllCountsNoBytes() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = server.buffer(16);
        Op receive = server.begin(irp -> Peer.receive(ends.server(), into, Peer.WAITALL, irp));
        client.send(ends.client(), "hello");

        server.cancel(receive);

        assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(receive.end().information()).isZero();
        client.send(ends.client(), " world");
        assertThat(server.begin(irp -> Peer.receive(ends.server(), into, 0, irp)).information())
                .isEqualTo(6);
    }

    @Test
    void anAcceptThatWaitsIsCancelledAndTheNextGetsTheConnection() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op first = server.begin(irp -> server.accept(listener, 0, irp));
        Op second = server.begin(irp -> server.accept(listener, 0, irp));
        server.cancel(first);
        long socket = client.bound(SocketCategory.STREAM, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));

        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        second.mustSucceed();
    }

    @Test
    void aConnectThatIsUnderWayIsGivenUp() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        world.network.cut("client", "server");
        long socket = client.bound(SocketCategory.STREAM, 0);
        Op connect =
                client.beginLater(
                        irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        Phase.pass(world);

        client.driver.thread("test", me -> me.call(cancel(connect)));
        Phase.pass(world);
        world.network.heal("client", "server");
        world.host.run();

        assertThat(connect.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(accept.hasEnded()).isFalse();
        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSendThatIsUnderWayTakesItsConnectionAlong() {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        BufferRef data = client.buffer("data");
        Op receive = client.beginLater(irp -> Peer.receive(ends.client(), data, 0, irp));
        Op first = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Op second = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);

        client.cancel(second);

        assertThat(second.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(first.status()).isEqualTo(STATUS_CONNECTION_ABORTED);
        assertThat(receive.status()).isEqualTo(STATUS_CONNECTION_ABORTED);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSendThatTheTransportWasNotGivenYetIsTakenBack() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        BufferRef data = world.client.buffer("data");
        world.delayNext("TcpSend", 5 * WskWorld.MS);
        Op first = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);
        Op second = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);

        world.client.cancel(second);

        assertThat(second.status()).isEqualTo(STATUS_CANCELLED);
        first.mustSucceed();
        assertThat(world.client.send(ends.client(), "goes on").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aDatagramThatHasNotLeftIsTakenBack() {
        long from = client.datagrams(0, 0);
        long to = server.datagrams(5000, 0);
        BufferRef data = client.buffer("data");
        world.pendAll();
        Op send = new Op(client);
        client.driver.dpc( // so that nothing deferred runs before the cancel
                "test",
                0,
                me -> {
                    client.within(
                            me,
                            send,
                            irp ->
                                    Peer.sendTo(
                                            from, data, Peer.address(WskWorld.SERVER, 5000), irp));
                    me.call(cancel(send));
                });
        world.host.run();

        assertThat(send.returned()).isEqualTo(STATUS_PENDING);
        assertThat(send.status()).isEqualTo(STATUS_CANCELLED);
        Op receive = server.begin(irp -> Peer.receiveFrom(to, server.buffer(16), irp));
        assertThat(receive.hasEnded()).isFalse();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aGracefulDisconnectIsCancelledAndTheEndIsOnItsWayAllTheSame() {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        Op disconnect = client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Phase.pass(world);
        client.driver.thread("test", me -> me.call(cancel(disconnect)));
        Phase.pass(world);

        world.network.heal("client", "server");
        world.host.run();

        assertThat(disconnect.status()).isEqualTo(STATUS_CANCELLED);
        BufferRef into = server.buffer(16);
        assertThat(server.begin(irp -> Peer.receive(ends.server(), into, 0, irp)).information())
                .isZero();
    }

    @Test
    void anIrpThatWasCancelledBeforeItIsPendedEndsAtOnce() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = client.buffer(16);
        Op receive = new Op(client);
        client.driver.thread(
                "test",
                me -> {
                    me.call(cancel(receive));
                    client.within(me, receive, irp -> Peer.receive(ends.client(), into, 0, irp));
                });
        world.host.run();

        assertThat(receive.returned()).isEqualTo(STATUS_PENDING);
        assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
    }

    @Test
    void aCancelThatComesTooLateChangesNothing() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = server.buffer(16);
        Op receive = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        client.send(ends.client(), "hello");

        server.cancel(receive);

        assertThat(receive.status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aCancelThatRacesWithTheDataEndsTheIrpOnceAndLosesNoOctet() {
        Set<NtStatus> ends = EnumSet.noneOf(NtStatus.class);
        for (long seed = 1; seed <= 200; seed++) {
            ends.add(raceWithData(seed));
        }

        assertThat(ends).containsExactlyInAnyOrder(STATUS_SUCCESS, STATUS_CANCELLED);
    }

    private static NtStatus raceWithData(long seed) {
        // The frame comes at any time within 0.2 ms, and so does the cancel.
        LinkSettings links = LinkSettings.LAN.withLatency(0, 200_000);
        WskWorld world = new WskWorld(links, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        Peer server = world.server;
        BufferRef into = server.buffer(5);
        Op receive = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        Op raced = receive;
        BufferRef data = world.client.buffer("hello");
        world.host.stage().chooser().seed(seed);

        Op send = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + seed * 1_000);
        server.driver.thread("canceller", me -> me.call(cancel(raced)));
        world.host.run();

        send.mustSucceed();
        NtStatus status = receive.status();
        if (status == STATUS_CANCELLED) {
            receive = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        }
        assertThat(receive.information()).as("seed %d", seed).isEqualTo(5);
        assertThat(server.text(into, 5)).as("seed %d", seed).isEqualTo("hello");
        assertThat(world.host.details()).as("seed %d", seed).isEmpty();
        return status;
    }

    private static IoCancelIrp cancel(Op op) {
        return IoCancelIrp.newBuilder().setIrp(op.irp().id()).build();
    }
}
