package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.wsk.WskTransportListChange;
import dev.irpflow.protocol.wsk.WskTransportListQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WSK_TRANSPORT_LIST_CHANGE, and the transports that come and go. */
class TransportChangeTest {
    private static final WskSettings UDP_COMES =
            WskSettings.DEFAULT.with(TransportProtocol.UDP, 100 * WskWorld.MS);

    @Test
    void anIrpWaitsUntilATransportGoes() {
        WskWorld world = new WskWorld();
        Op change = world.client.begin(irp -> change(world.client, irp));
        assertThat(change.returned()).isEqualTo(STATUS_PENDING);
        assertThat(change.hasEnded()).isFalse();

        Transports.remove(world.client.machine, TransportProtocol.UDP);
        world.host.run();

        assertThat(change.mustSucceed().end().pendingReturned()).isTrue();
        assertThat(world.client.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anIrpWaitsUntilATransportComes() {
        WskWorld world = new WskWorld(UDP_COMES);
        Op change = world.client.beginLater(irp -> change(world.client, irp));
        world.host.runUntil(99 * WskWorld.MS);
        assertThat(change.hasEnded()).isFalse();

        world.host.run();

        assertThat(change.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.stage().now()).isEqualTo(100 * WskWorld.MS);
    }

    @Test
    void aTransportThatHasGoneDoesNotCome() {
        WskWorld world = new WskWorld(UDP_COMES);
        Op change = world.client.beginLater(irp -> change(world.client, irp));
        world.host.runUntil(1);
        Transports.remove(world.client.machine, TransportProtocol.UDP);

        world.host.run();

        assertThat(change.hasEnded()).isFalse();
        assertThat(world.client.canDeregister()).isTrue();
        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
    }

    @Test
    void oneChangeEndsAllThatWaitInTheirOrderAndNoneThatComesAfterIt() {
        WskWorld world = new WskWorld();
        Peer client = world.client;
        Op first = client.begin(irp -> change(client, irp));
        Op second = client.begin(irp -> change(client, irp));
        Transports.remove(client.machine, TransportProtocol.UDP);
        world.host.run();
        Op third = client.begin(irp -> change(client, irp));
        Transports.remove(client.machine, TransportProtocol.UDP);
        world.host.run();

        assertThat(first.mustSucceed().end().number()).isZero();
        assertThat(second.mustSucceed().end().number()).isEqualTo(1);
        assertThat(third.hasEnded()).as("it was gone already").isFalse();
    }

    @Test
    void deregisteringCancelsWhatWaits() {
        WskWorld world = new WskWorld();
        Op change = world.client.begin(irp -> change(world.client, irp));
        long other = world.client.capture(world.client.register(0x0100));
        Op ofOther =
                world.client.begin(irp ->
                        WskTransportListChange.newBuilder().setClient(other).setIrp(irp).build());

        assertThat(world.client.canDeregister()).isTrue();

        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(ofOther.hasEnded()).isFalse();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void nothingWaitsForAClientThatDeregisters() {
        WskWorld world = new WskWorld();
        Peer client = world.client;
        client.client();
        Waiting deregister = Waiting.begin(client, Peer.deregister(client.registration()));
        world.host.run();

        Op change = client.begin(irp -> change(client, irp));
        client.call(Peer.release(client.registration()));

        assertThat(change.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(deregister.isOver()).isTrue();
    }

    @Test
    void anIrpThatWaitsIsCancelledAlone() {
        WskWorld world = new WskWorld();
        Op first = world.client.begin(irp -> change(world.client, irp));
        Op second = world.client.begin(irp -> change(world.client, irp));

        world.client.cancel(first);

        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(second.hasEnded()).isFalse();
        Transports.remove(world.client.machine, TransportProtocol.TCP);
        world.host.run();
        second.mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void withoutAnIrpItIsNotAccepted() {
        WskWorld world = new WskWorld();

        assertThat(world.client.call(change(world.client, 0)))
                .isEqualTo(STATUS_REQUEST_NOT_ACCEPTED);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theListAndNewSocketsFollowWhatIsThere() {
        WskWorld world = new WskWorld(UDP_COMES);
        Peer client = world.client;
        assertThat(protocols(world)).containsExactly(6);
        Op early = client.begin(irp -> client.socket(SocketCategory.DATAGRAM, 0, irp));
        assertThat(early.status()).isEqualTo(STATUS_NOT_SUPPORTED);

        world.host.runUntil(100 * WskWorld.MS);
        assertThat(protocols(world)).containsExactly(6, 17);
        long datagrams = client.datagrams(9, 0);
        Transports.remove(client.machine, TransportProtocol.UDP);
        Transports.remove(client.machine, TransportProtocol.TCP);
        world.host.run();

        assertThat(protocols(world)).isEmpty();
        Op late = client.begin(irp -> client.socket(SocketCategory.CONNECTION, 0, irp));
        Op atOnce =
                client.begin(irp -> Peer.socketConnect(client.client(), WskWorld.SERVER, 445, irp));
        assertThat(late.status()).isEqualTo(STATUS_NOT_SUPPORTED);
        assertThat(atOnce.status()).isEqualTo(STATUS_NOT_SUPPORTED);
        // Who has a socket keeps it.
        client.sendTo(datagrams, WskWorld.CLIENT, 9, "kept").mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    private static List<Integer> protocols(WskWorld world) {
        List<Integer> protocols = new ArrayList<>();
        GeneratedMessage query =
                WskTransportListQuery.newBuilder()
                        .setClient(world.client.client())
                        .setOutputSize(1000)
                        .build();
        world.client.driver.thread(
                "test",
                me ->
                        me
                                .call(query, WskTransportListQuery.Out.class)
                                .getOutputBufferList()
                                .stream()
                                .map(WskTransportListQuery.Transport::getProtocol)
                                .distinct()
                                .forEach(protocols::add));
        world.host.runUntil(world.host.stage().now());
        return protocols;
    }

    private static WskTransportListChange change(Peer peer, long irp) {
        WskTransportListChange.Builder request =
                WskTransportListChange.newBuilder().setClient(peer.client());
        return irp == 0 ? request.build() : request.setIrp(irp).build();
    }
}
