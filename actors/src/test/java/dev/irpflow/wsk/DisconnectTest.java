package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_ABORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INSUFFICIENT_RESOURCES;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.WskDisconnect;
import org.junit.jupiter.api.Test;

/** WskDisconnect, and connections that end by themselves. */
class DisconnectTest {
    private final WskWorld world = new WskWorld();
    private final WskWorld.Connected ends = world.connect();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aGracefulDisconnectEndsWhenThePeerHasAcknowledgedIt() {
        world.network.cut("client", "server");
        Op disconnect = client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Phase.pass(world);
        assertThat(disconnect.returned()).isEqualTo(STATUS_PENDING);
        assertThat(disconnect.hasEnded()).isFalse();

        world.network.heal("client", "server");
        world.host.run();

        disconnect.mustSucceed();
    }

    @Test
    void aGracefulDisconnectWaitsForTheSendsBeforeIt() {
        BufferRef data = client.buffer(100_000);
        Op send = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Op disconnect = client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Op receive =
                server.beginLater(
                        irp -> Peer.receive(ends.server(), server.buffer(200_000), 2, irp));
        world.host.run();

        send.mustSucceed();
        disconnect.mustSucceed();
        assertThat(send.end().number()).isLessThan(disconnect.end().number());
        assertThat(receive.information()).isEqualTo(100_000);
    }

    @Test
    void theLastDataTravelWithTheDisconnect() {
        BufferRef data = client.buffer("goodbye");
        Op disconnect =
                client.begin(irp ->
                        WskDisconnect.newBuilder()
                                .setSocket(ends.client())
                                .setBuffer(data)
                                .setIrp(irp)
                                .build());
        BufferRef into = server.buffer(16);

        disconnect.mustSucceed();
        assertThat(receive(into).information()).isEqualTo(7);
        assertThat(server.text(into, 7)).isEqualTo("goodbye");
        assertThat(receive(into).information()).isZero();
    }

    @Test
    void aConnectionThatIsAbortedAsSoonAsItIsThereWasThereForThePeerToo() {
        WskWorld world = new WskWorld();
        long listener = world.server.listener(WskWorld.PORT, 0);
        Op accept = world.server.begin(irp -> world.server.accept(listener, 0, irp));
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        Op abort = new Op(world.client);
        Op connect =
                new Op(world.client)
                        .then(me ->
                                world.client.within(
                                        me,
                                        abort,
                                        irp -> Peer.disconnect(socket, Peer.ABORTIVE, irp)));

        world.client.driver.thread(
                "test",
                me ->
                        world.client.within(
                                me,
                                connect,
                                irp ->
                                        world.client.connect(
                                                socket, WskWorld.SERVER, WskWorld.PORT, irp)));
        world.host.run();

        connect.mustSucceed();
        abort.mustSucceed();
        long accepted = accept.information();
        BufferRef into = world.server.buffer(8);
        assertThat(world.server.begin(irp -> Peer.receive(accepted, into, 0, irp)).status())
                .isEqualTo(STATUS_CONNECTION_RESET);
    }

    @Test
    void aDisconnectDoesNotEndWithItsLastDataButWithTheEndOfTheStream() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        BufferRef data = world.client.buffer("goodbye");
        world.delayNext("TcpDisconnect", 2_000 * WskWorld.MS);
        Op disconnect =
                world.client.beginLater(irp ->
                        WskDisconnect.newBuilder()
                                .setSocket(ends.client())
                                .setBuffer(data)
                                .setIrp(irp)
                                .build());
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        assertThat(disconnect.hasEnded()).isFalse();

        world.host.run();

        disconnect.mustSucceed();
    }

    @Test
    void aDisconnectWhoseLastDataAreRefusedLeavesTheStreamOpen() {
        BufferRef data = client.buffer("goodbye");
        world.failNext("TcpSend", STATUS_INSUFFICIENT_RESOURCES);

        Op disconnect =
                client.begin(irp ->
                        WskDisconnect.newBuilder()
                                .setSocket(ends.client())
                                .setBuffer(data)
                                .setIrp(irp)
                                .build());

        assertThat(disconnect.status()).isEqualTo(STATUS_INSUFFICIENT_RESOURCES);
        assertThat(client.send(ends.client(), "still here").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void anAbortWhileAnotherStrandIsInsideTheTransportEndsEverySendOnce() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        BufferRef data = world.client.buffer("data");
        world.delayNext("TcpSend", 50 * WskWorld.MS);
        Op first = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);
        Op second = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);

        Op abort = world.client.begin(irp -> Peer.disconnect(ends.client(), 1, irp));

        abort.mustSucceed();
        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(second.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(first.returned()).isEqualTo(STATUS_PENDING);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void afterAGracefulDisconnectReceivingGoesOn() {
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
        server.send(ends.server(), "answer").mustSucceed();
        BufferRef into = client.buffer(16);

        Op receive = client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));

        assertThat(receive.information()).isEqualTo(6);
        assertThat(client.send(ends.client(), "too late").status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void anAbortiveDisconnectEndsEverythingAtOnce() {
        world.network.cut("client", "server");
        BufferRef buffer = client.buffer("data");
        Op receive = client.beginLater(irp -> Peer.receive(ends.client(), buffer, 0, irp));
        Op send = client.beginLater(irp -> Peer.send(ends.client(), buffer, irp));
        Op graceful = client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Op abort = client.beginLater(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp));
        Phase.pass(world);

        assertThat(abort.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(send.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(graceful.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(receive.status()).isEqualTo(STATUS_CONNECTION_ABORTED);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void thePeerOfAnAbortIsToldOfAReset() {
        Op waiting = receive(server.buffer(16));

        client.begin(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp)).mustSucceed();

        assertThat(waiting.status()).isEqualTo(STATUS_CONNECTION_RESET);
        assertThat(receive(server.buffer(16)).status()).isEqualTo(STATUS_CONNECTION_RESET);
    }

    @Test
    void aStuckGracefulDisconnectIsForcedToEndByAnAbort() {
        fillTheWindow();
        Op graceful = client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Phase.pass(world);
        assertThat(graceful.hasEnded()).isFalse();

        client.beginLater(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp));
        world.host.run();

        assertThat(graceful.status()).isEqualTo(STATUS_CANCELLED);
    }

    @Test
    void anAbortWithABufferIsRefused() {
        BufferRef data = client.buffer("data");

        Op abort =
                client.begin(irp ->
                        WskDisconnect.newBuilder()
                                .setSocket(ends.client())
                                .setBuffer(data)
                                .setFlags(Peer.ABORTIVE)
                                .setIrp(irp)
                                .build());

        assertThat(abort.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(client.send(ends.client(), "still here").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void unknownFlagsAreRefused() {
        assertThat(client.begin(irp -> Peer.disconnect(ends.client(), 2, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void allThatWaitsEndsWhenThePeerIsGone() {
        world.network.cut("client", "server");
        Op send = client.send(ends.client(), "anybody there?");

        assertThat(send.status().getNumber()).isNegative();
        assertThat(client.send(ends.client(), "hello?").status()).isEqualTo(send.status());
    }

    @Test
    void aDisconnectThatTheTransportRefusesEndsWithThatStatusAndCanBeRepeated() {
        world.failNext("TcpDisconnect", STATUS_INSUFFICIENT_RESOURCES);

        Op disconnect = client.begin(irp -> Peer.disconnect(ends.client(), 0, irp));

        assertThat(disconnect.status()).isEqualTo(STATUS_INSUFFICIENT_RESOURCES);
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
    }

    private void fillTheWindow() {
        BufferRef data = client.buffer(200_000);
        client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + 100 * WskWorld.MS);
    }

    private Op receive(BufferRef into) {
        return server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
    }
}
