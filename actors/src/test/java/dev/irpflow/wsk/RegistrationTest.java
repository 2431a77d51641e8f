package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_DEVICE_NOT_READY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOINTERFACE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;

import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskDeregister;
import dev.irpflow.protocol.wsk.WskQueryProviderCharacteristics;
import dev.irpflow.protocol.wsk.WskReleaseProviderNPI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** Registering, capturing, releasing, deregistering. */
class RegistrationTest {
    private static final int NO_WAIT = 0;
    private static final int FOR_EVER = -1;
    private static final WskSettings READY_AT_100_MS =
            WskSettings.DEFAULT.readyAt(100 * WskWorld.MS);
    private static final WskSettings NEVER_READY = WskSettings.DEFAULT.readyAt(Long.MAX_VALUE);

    /** A call that somebody waits in: when it returned, and what. */
    private static final class Waiting {
        private final List<Return> returned = new ArrayList<>();
        private long atNs;

        boolean isOver() {
            return !returned.isEmpty();
        }

        NtStatus status() {
            assertThat(returned).hasSize(1);
            return returned.getFirst().status();
        }
    }

    @Test
    void aCaptureWithoutWaitingFailsWhileTheProviderIsNotReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = begin(world, Peer.capture(registration, NO_WAIT));
        world.host.runUntil(1);

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs).isZero();
    }

    @Test
    void aCaptureThatWaitsSucceedsAsSoonAsTheProviderIsReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = begin(world, Peer.capture(registration, 5_000));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(capture.atNs).isEqualTo(100 * WskWorld.MS);
        assertThat(world.host.stage().now()).as("no timer is left").isEqualTo(capture.atNs);
    }

    @Test
    void aCaptureThatHasWaitedIsNotEndedAgainByDeregistering() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);
        Waiting capture = begin(world, Peer.capture(registration, FOR_EVER));
        world.host.run();
        world.client.call(release(registration));

        Waiting deregister = begin(world, deregister(registration), true);

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(deregister.isOver()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aCaptureThatWaitsForEverSucceedsAsSoonAsTheProviderIsReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = begin(world, Peer.capture(registration, FOR_EVER));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aCaptureWhoseTimeIsUpIsToldThatTheProviderIsNotReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = begin(world, Peer.capture(registration, 30));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs).isEqualTo(30 * WskWorld.MS);
    }

    @Test
    void readinessWakesAllWhoWaitInTheOrderInWhichTheyCame() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            long registration = world.client.register(0x0100);
            world.client.driver.thread(
                    "waiter",
                    me -> {
                        me.status(Peer.capture(registration, FOR_EVER));
                        order.add(number);
                    });
        }
        world.host.run();

        assertThat(order).containsExactly(0, 1, 2);
    }

    @Test
    void deregisteringWakesACaptureThatWaitsForEver() {
        WskWorld world = new WskWorld(NEVER_READY);
        long registration = world.client.register(0x0100);

        Waiting capture = begin(world, Peer.capture(registration, FOR_EVER));
        world.host.run();
        assertThat(capture.isOver()).isFalse();
        Waiting deregister = begin(world, deregister(registration));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(deregister.isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0", "5000", "-1"})
    void afterDeregisteringEveryCaptureFailsAtOnceAlthoughTheProviderIsReady(int timeout) {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.call(deregister(registration));

        Waiting capture = begin(world, Peer.capture(registration, timeout));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs).isZero();
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0x0100, 0x0101", "0x0101, 0x0101"})
    void aVersionInRangeGetsTheHighestMinorOfItsMajor(String wanted, String served) {
        WskWorld world = new WskWorld();
        long registration = world.client.register(Integer.decode(wanted));
        List<Integer> versions = new ArrayList<>();

        world.client.driver.thread(
                "test",
                me ->
                        versions.add(
                                me.call(
                                                Peer.capture(registration, NO_WAIT),
                                                WskCaptureProviderNPI.Out.class)
                                        .getVersion()));
        world.host.run();

        assertThat(versions).containsExactly(Integer.decode(served));
    }

    @ParameterizedTest
    @CsvSource({"0x0900", "0x0102", "0x00FF"})
    void aVersionOutOfRangeCanBeRegisteredAndNotCaptured(String version) {
        WskWorld world = new WskWorld();
        long registration = world.client.register(Integer.decode(version));

        assertThat(world.client.call(Peer.capture(registration, NO_WAIT)))
                .isEqualTo(STATUS_NOINTERFACE);
        assertThat(begin(world, deregister(registration), true).isOver()).isTrue();
    }

    @Test
    void theRangeCanBeAskedForAfterAWrongVersion() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0900);
        world.client.call(Peer.capture(registration, NO_WAIT));
        List<WskQueryProviderCharacteristics.Out> range = new ArrayList<>();

        world.client.driver.thread(
                "test",
                me ->
                        range.add(
                                me.call(
                                        query(registration),
                                        WskQueryProviderCharacteristics.Out.class)));
        world.host.run();

        assertThat(range.getFirst().getHighestVersion()).isEqualTo(0x0101);
        assertThat(range.getFirst().getLowestVersion()).isEqualTo(0x0100);
    }

    @Test
    void theRangeIsUnknownWhileTheProviderIsNotReady() {
        WskWorld world = new WskWorld(NEVER_READY);

        assertThat(world.client.call(query(world.client.register(0x0100))))
                .isEqualTo(STATUS_DEVICE_NOT_READY);
    }

    @Test
    void deregisteringWaitsForEveryCapture() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.capture(registration);
        world.client.capture(registration);
        world.client.call(release(registration));

        Waiting deregister = begin(world, deregister(registration), true);
        assertThat(deregister.isOver()).isFalse();
        world.client.call(release(registration));

        assertThat(deregister.isOver()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void deregisteringWaitsForListeningAndAcceptedSockets() {
        WskWorld world = new WskWorld();
        WskWorld.Connected ends = world.connect();
        world.server.call(release(world.server.registration()));

        Waiting deregister = beginOn(world.server, deregister(world.server.registration()));
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
        world.client.driver.thread("test", me -> me.call(release(world.client.registration())));
        Waiting deregister = begin(world, deregister(world.client.registration()));
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
        world.client.call(release(world.client.registration()));

        Waiting deregister = begin(world, deregister(world.client.registration()), true);
        assertThat(deregister.isOver()).isFalse();
        world.client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        assertThat(deregister.isOver()).isTrue();
    }

    @Test
    void socketsMadeBeforeTheReleaseStayUsable() {
        WskWorld world = new WskWorld();
        WskWorld.Connected ends = world.connect();
        world.client.call(release(world.client.registration()));

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

        assertThat(begin(world, deregister(first), true).isOver()).isTrue();
        assertThat(world.client.call(Peer.capture(second, NO_WAIT))).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aReleaseTooManyBreaksARule() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.capture(registration);
        world.client.call(release(registration));
        world.client.call(release(registration));

        assertThat(world.host.violations()).containsExactly("wsk/npi-released-once");
    }

    @Test
    void deregisteringTwiceBreaksARule() {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.call(deregister(registration));
        world.client.call(deregister(registration));

        assertThat(world.host.violations()).containsExactly("wsk/deregistered-once");
    }

    @Test
    void aFunctionOfTheClientObjectAfterTheLastReleaseBreaksARule() {
        WskWorld world = new WskWorld();
        long client = world.client.client();
        world.client.call(release(world.client.registration()));

        Op socket = world.client.begin(irp -> Peer.socket(client, SocketCategory.LISTEN, 0, irp));

        assertThat(world.host.violations()).containsExactly("wsk/provider-call-after-release");
        assertThat(socket.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
    }

    @Test
    void waitingForWskWithinACompletionRoutineBreaksARule() {
        WskWorld world = new WskWorld();
        long client = world.client.client();

        Op op = new Op(world.client);
        op.then(me -> me.status(deregister(world.client.registration())));
        world.client.driver.thread(
                "test",
                me ->
                        world.client.within(
                                me, op, irp -> Peer.socket(client, SocketCategory.LISTEN, 0, irp)));
        world.host.run();

        assertThat(world.host.violations()).containsExactly("wsk/wait-in-callback");
    }

    @Test
    void aBlockThatWasNeverRegisteredBreaksARule() {
        WskWorld world = new WskWorld();

        assertThat(world.client.call(Peer.capture(4711, NO_WAIT)))
                .isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }

    @Test
    void whatADriverLeavesBehindWhenItUnloadsBreaksRules() {
        WskWorld world = new WskWorld();
        world.client.open(SocketCategory.STREAM, 0);

        LeftBehind.check(world.client.place());
        LeftBehind.check(world.server.place());

        assertThat(world.host.violations())
                .containsExactly("wsk/socket-left-open", "wsk/left-registered");
    }

    private static Waiting begin(WskWorld world, GeneratedMessage request) {
        return beginOn(world.client, request);
    }

    private static Waiting begin(WskWorld world, GeneratedMessage request, boolean run) {
        Waiting waiting = beginOn(world.client, request);
        if (run) {
            world.host.run();
        }
        return waiting;
    }

    private static Waiting beginOn(Peer peer, GeneratedMessage request) {
        Waiting waiting = new Waiting();
        peer.driver.thread(
                "waiter",
                me -> {
                    waiting.returned.add(me.call(request));
                    waiting.atNs = me.now();
                });
        return waiting;
    }

    private static WskDeregister deregister(long registration) {
        return WskDeregister.newBuilder().setRegistration(registration).build();
    }

    private static WskReleaseProviderNPI release(long registration) {
        return WskReleaseProviderNPI.newBuilder().setRegistration(registration).build();
    }

    private static WskQueryProviderCharacteristics query(long registration) {
        return WskQueryProviderCharacteristics.newBuilder().setRegistration(registration).build();
    }
}
