package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WskSend: it ends when the peer has acknowledged all of it. */
class SendTest {
    private final WskWorld world = new WskWorld();
    private final WskWorld.Connected ends = world.connect();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aSendIsPendedAndEndsAtDispatchLevelWhenThePeerHasAcknowledgedIt() {
        world.network.cut("client", "server");
        BufferRef data = client.buffer("hello");
        Op send = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);
        assertThat(send.returned()).isEqualTo(STATUS_PENDING);
        assertThat(send.hasEnded()).isFalse();

        world.network.heal("client", "server");
        world.host.run();

        assertThat(send.information()).isEqualTo(5);
        assertThat(send.end().irql()).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(send.end().pendingReturned()).isTrue();
    }

    @Test
    void aSendThatDoesNotFitIntoThePeersWindowEndsOnlyWhenAllOfItWasTaken() {
        int length = 200_000;
        BufferRef data = client.buffer(length);
        Op send = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        assertThat(send.hasEnded()).isFalse();

        long received = 0;
        BufferRef into = server.buffer(10_000);
        while (received < length) { // never at rest before: the sender probes a closed window
            Op receive = server.beginLater(irp -> Peer.receive(ends.server(), into, 0, irp));
            Phase.pass(world);
            received += receive.information();
        }

        assertThat(send.information()).isEqualTo(length);
        assertThat(received).isEqualTo(length);
    }

    @Test
    void aSendOfNothingEndsWhenAllBeforeItIsAcknowledged() {
        BufferRef hello = client.buffer("hello");
        Op first = client.beginLater(irp -> Peer.send(ends.client(), hello, irp));
        Op nothing =
                client.beginLater(irp ->
                        Peer.send(ends.client(), hello.toBuilder().setLength(0).build(), irp));
        world.host.run();

        assertThat(nothing.information()).isZero();
        assertThat(first.end().number()).isLessThan(nothing.end().number());
    }

    @Test
    void sendsEndInTheOrderInWhichTheyCame() {
        BufferRef data = client.buffer("data");
        List<Op> sends = new ArrayList<>();
        client.driver.thread(
                "test",
                me -> {
                    for (int i = 0; i < 5; i++) {
                        sends.add(client.within(me, irp -> Peer.send(ends.client(), data, irp)));
                    }
                });
        world.host.run();

        assertThat(sends.stream().map(op -> op.end().number()).toList()).isSorted();
        assertThat(receive(server.buffer(64), 0).information()).isEqualTo(20);
    }

    @Test
    void sendsOfTwoThreadsEndEachWithItsOwnData() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        BufferRef shorter = world.client.buffer("short");
        BufferRef longer = world.client.buffer("much longer");
        world.delayNext("TcpSend", 5 * WskWorld.MS);

        Op first = world.client.beginLater(irp -> Peer.send(ends.client(), shorter, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);
        Op second = world.client.beginLater(irp -> Peer.send(ends.client(), longer, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);
        assertThat(second.returned()).isEqualTo(STATUS_PENDING);
        world.host.run();

        assertThat(first.information()).isEqualTo(5);
        assertThat(second.information()).isEqualTo(11);
        BufferRef into = world.server.buffer(64);
        world.server.begin(irp -> Peer.receive(ends.server(), into, 0, irp)).mustSucceed();
        assertThat(world.server.text(into, 16)).isEqualTo("shortmuch longer");
    }

    @Test
    void aSendThatTheTransportRefusesEndsWithThatStatus() {
        world.failNext("TcpSend", NtStatus.STATUS_INSUFFICIENT_RESOURCES);

        Op refused = client.send(ends.client(), "hello");

        assertThat(refused.status()).isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertThat(client.send(ends.client(), "again").status()).isEqualTo(STATUS_SUCCESS);
    }

    private Op receive(BufferRef into, int flags) {
        return server.begin(irp -> Peer.receive(ends.server(), into, flags, irp));
    }
}
