package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** What WskDeregister waits for, and what it ends. */
class DeregistrationTest {
    private static final int NO_WAIT = 0;
    private static final int FOR_EVER = -1;
    private static final WskSettings READY_AT_100_MS =
            WskSettings.DEFAULT.readyAt(100 * WskWorld.MS);

    @Test
    void aCaptureThatHasWaitedIsNotEndedAgainByDeregistering() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);
        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, FOR_EVER));
        world.host.run();
        world.client.call(Peer.release(registration));

        Waiting deregister = Waiting.begin(world.client, Peer.deregister(registration));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(deregister.isOver()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deregisteringWaitsForEveryCapture() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.capture(registration);
        world.client.capture(registration);
        world.client.call(Peer.release(registration));

        Waiting deregister = Waiting.begin(world.client, Peer.deregister(registration));
        world.host.run();
        assertThat(deregister.isOver()).isFalse();
        world.client.call(Peer.release(registration));

        assertThat(deregister.isOver()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deregisteringWaitsForListeningAndAcceptedSockets() {
        WskWorld world = new WskWorld();
        WskWorld.Connected ends = world.connect();
        world.server.call(Peer.release(world.server.registration()));

        Waiting deregister =
                Waiting.begin(world.server, Peer.deregister(world.server.registration()));
        world.host.run();
        assertThat(deregister.isOver()).isFalse();
        world.server.begin(irp -> Peer.close(ends.listener(), irp)).mustSucceed();
        assertThat(deregister.isOver()).isFalse();
        world.server.begin(irp -> Peer.close(ends.server(), irp)).mustSucceed();

        assertThat(deregister.isOver()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deregisteringWaitsForTheIrpOfAConnectThatMakesItsSocket() {
        WskWorld world = new WskWorld();
        world.network.cut("client", "server");
        long client = world.client.client();
        Op connect =
                world.client.beginLater(
                        irp -> Peer.socketConnect(client, WskWorld.SERVER, WskWorld.PORT, irp));
        world.host.runUntil(1);
        world.client.driver.thread(
                "test", me -> me.call(Peer.release(world.client.registration())));
        Waiting deregister =
                Waiting.begin(world.client, Peer.deregister(world.client.registration()));
        world.host.runUntil(2);
        assertThat(deregister.isOver()).isFalse();

        world.client.cancel(connect);

        assertThat(connect.status()).isEqualTo(NtStatus.STATUS_CANCELLED);
        assertThat(deregister.isOver()).isTrue();
    }

    @Test
    void deregisteringWaitsForASocketThatWasMadeAndConnectedInOneStep() {
        WskWorld world = new WskWorld();
        world.server.listener(WskWorld.PORT, 0);
        long client = world.client.client();
        long socket =
                world.client
                        .begin(irp ->
                                Peer.socketConnect(client, WskWorld.SERVER, WskWorld.PORT, irp))
                        .information();
        world.client.call(Peer.release(world.client.registration()));

        Waiting deregister =
                Waiting.begin(world.client, Peer.deregister(world.client.registration()));
        world.host.run();
        assertThat(deregister.isOver()).isFalse();
        world.client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        assertThat(deregister.isOver()).isTrue();
    }

    @Test
    void socketsMadeBeforeTheReleaseStayUsable() {
        WskWorld world = new WskWorld();
        WskWorld.Connected ends = world.connect();
        world.client.call(Peer.release(world.client.registration()));

        assertThat(world.client.send(ends.client(), "still here").status())
                .isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void registrationInstancesAreIndependent() {
        WskWorld world = new WskWorld();
        long first = world.client.register(0x0100);
        long second = world.client.register(0x0100);
        world.client.capture(second);

        Waiting deregister = Waiting.begin(world.client, Peer.deregister(first));
        world.host.run();
        assertThat(deregister.isOver()).isTrue();
        assertThat(world.client.call(Peer.capture(second, NO_WAIT))).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aReleaseTooManyBreaksARule() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.capture(registration);
        world.client.call(Peer.release(registration));
        world.client.call(Peer.release(registration));

        assertThat(world.host.violations()).containsExactly("wsk/npi-released-once");
    }

    @Test
    void deregisteringTwiceBreaksARule() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.call(Peer.deregister(registration));
        world.client.call(Peer.deregister(registration));

        assertThat(world.host.violations()).containsExactly("wsk/deregistered-once");
    }

    @Test
    void waitingForWskWithinACompletionRoutineBreaksARule() {
        WskWorld world = new WskWorld();
        long client = world.client.client();

        Op op = new Op(world.client);
        op.then(me -> me.status(Peer.deregister(world.client.registration())));
        world.client.driver.thread(
                "test",
                me ->
                        world.client.within(
                                me, op, irp -> Peer.socket(client, SocketCategory.LISTEN, 0, irp)));
        world.host.run();

        assertThat(world.host.violations()).containsExactly("wsk/wait-in-callback");
    }

    @Test
    void whatADriverLeavesBehindWhenItUnloadsBreaksRules() {
        WskWorld world = new WskWorld();
        world.client.open(SocketCategory.STREAM, 0);

        world.client.machine.ledger().unloaded(world.client.place());
        world.server.machine.ledger().unloaded(world.server.place());

        assertThat(world.host.violations())
                .containsExactly(
                        "wsk/socket-left-open", "wsk/npi-released-once", "wsk/left-registered");
    }
}
