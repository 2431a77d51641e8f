package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_DEVICE_NOT_READY;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOINTERFACE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.wsk.WskCaptureProviderNPI;
import dev.irpflow.protocol.wsk.WskQueryProviderCharacteristics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registering, capturing, releasing, deregistering. */
class RegistrationTest {
    private static final int NO_WAIT = 0;
    private static final int FOR_EVER = -1;
    private static final WskSettings READY_AT_100_MS =
            WskSettings.DEFAULT.readyAt(100 * WskWorld.MS);
    private static final WskSettings NEVER_READY = WskSettings.DEFAULT.readyAt(Long.MAX_VALUE);

    @Test
    void aCaptureWithoutWaitingFailsWhileTheProviderIsNotReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, NO_WAIT));
        world.host.runUntil(1);

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs()).isZero();
    }

    @Test
    void aCaptureThatWaitsSucceedsAsSoonAsTheProviderIsReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, 5_000));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(capture.atNs()).isEqualTo(100 * WskWorld.MS);
        assertThat(world.host.stage().now()).as("no timer is left").isEqualTo(capture.atNs());
    }

    @Test
    void aCaptureThatWaitsForEverSucceedsAsSoonAsTheProviderIsReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, FOR_EVER));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aCaptureWhoseTimeIsUpIsToldThatTheProviderIsNotReady() {
        WskWorld world = new WskWorld(READY_AT_100_MS);
        long registration = world.client.register(0x0100);

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, 30));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs()).isEqualTo(30 * WskWorld.MS);
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

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, FOR_EVER));
        world.host.run();
        assertThat(capture.isOver()).isFalse();
        Waiting deregister = Waiting.begin(world.client, Peer.deregister(registration));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(deregister.isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0", "5000", "-1"})
    void afterDeregisteringEveryCaptureFailsAtOnceAlthoughTheProviderIsReady(int timeout) {
        WskWorld world = new WskWorld();
        long registration = world.client.register(0x0100);
        world.client.call(Peer.deregister(registration));

        Waiting capture = Waiting.begin(world.client, Peer.capture(registration, timeout));
        world.host.run();

        assertThat(capture.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(capture.atNs()).isZero();
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
        Waiting deregister = Waiting.begin(world.client, Peer.deregister(registration));
        world.host.run();
        assertThat(deregister.isOver()).isTrue();
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
                                        Peer.query(registration),
                                        WskQueryProviderCharacteristics.Out.class)));
        world.host.run();

        assertThat(range.getFirst().getHighestVersion()).isEqualTo(0x0101);
        assertThat(range.getFirst().getLowestVersion()).isEqualTo(0x0100);
    }

    @Test
    void theRangeIsUnknownWhileTheProviderIsNotReady() {
        WskWorld world = new WskWorld(NEVER_READY);

        assertThat(world.client.call(Peer.query(world.client.register(0x0100))))
                .isEqualTo(STATUS_DEVICE_NOT_READY);
    }

    @Test
    void aFunctionOfTheClientObjectAfterTheLastReleaseBreaksARule() {
        WskWorld world = new WskWorld();
        long client = world.client.client();
        world.client.call(Peer.release(world.client.registration()));

        Op socket = world.client.begin(irp -> Peer.socket(client, SocketCategory.LISTEN, 0, irp));

        assertThat(world.host.violations()).containsExactly("wsk/provider-call-after-release");
        assertThat(socket.status()).isEqualTo(STATUS_DEVICE_NOT_READY);
    }

    @Test
    void aBlockThatWasNeverRegisteredBreaksARule() {
        WskWorld world = new WskWorld();

        assertThat(world.client.call(Peer.capture(4711, NO_WAIT)))
                .isEqualTo(STATUS_DEVICE_NOT_READY);
        assertThat(world.host.violations()).containsExactly("wsk/object-of-wsk");
    }
}
