package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.MS;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Return;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSendBacklog;
import dev.irpflow.protocol.tcpip.TcpWatchSendBacklog;
import org.junit.jupiter.api.Test;

/** How much is best kept outstanding, and when that is told. */
final class SendBacklogTest {
    private static final int WINDOW = 65_535;

    private final TcpWorld world = new TcpWorld(LinkSettings.LAN.withLatency(20 * MS, 20 * MS));
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void itGrowsWithTheCongestionWindowUpToTheWindowOfThePeer() {
        End end = connect(WINDOW);
        assertThat(ideal(end)).isEqualTo(16_384); // ten segments, rounded up
        watch(end);

        client.send(end, ByteString.copyFrom(new byte[1 << 20]));
        world.runFor(10 * S);

        assertThat(end.backlogs).containsExactly(32_768, WINDOW);
        assertThat(ideal(end)).isEqualTo(WINDOW);
    }

    @Test
    void asMuchAsItSaysKeepsTheStreamFull() {
        End end = connect(WINDOW);
        client.send(end, ByteString.copyFrom(new byte[1 << 20]));
        world.runFor(10 * S);
        int ideal = ideal(end);
        world.frames.clear();

        client.send(end, ByteString.copyFrom(new byte[ideal]));
        world.runFor(10 * MS); // less than a round trip

        int sent =
                world.frames.stream().mapToInt(one -> one.frame().getTcp().getData().size()).sum();
        assertThat(sent).as("but for a part of a segment").isBetween(ideal - 1460, ideal);
    }

    @Test
    void aSmallWindowOfThePeerLimitsIt() {
        End end = connect(5000);

        assertThat(ideal(end)).isEqualTo(5000);
    }

    @Test
    void congestionLowersItAndAcknowledgmentsRaiseItAgain() {
        End end = connect(WINDOW);
        watch(end);
        world.network().cut("client", "server");
        client.send(end, ByteString.copyFrom(new byte[200_000]));
        world.runFor(500 * MS);
        assertThat(end.backlogs).containsExactly(2048); // a single segment

        world.network().heal("client", "server");
        world.runFor(10 * S);

        assertThat(end.backlogs.getFirst()).isEqualTo(2048);
        assertThat(end.backlogs.getLast()).isGreaterThan(8192);
        for (int i = 1; i < end.backlogs.size(); i++) {
            assertThat(end.backlogs.get(i)).isNotEqualTo(end.backlogs.get(i - 1));
        }
    }

    @Test
    void nothingIsToldThatNobodyWatches() {
        End end = connect(WINDOW);

        client.send(end, ByteString.copyFrom(new byte[1 << 20]));
        world.runFor(10 * S);

        assertThat(end.backlogs).isEmpty();
    }

    @Test
    void whoSendsNoMoreHasNone() {
        End end = connect(WINDOW);
        client.disconnect(end);
        world.runFor(1 * S);

        assertThat(ask(end).status()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(ask(client.bind(0, 0)).status()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(ask(new End(4711)).status()).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    private End connect(int receiveBuffer) {
        End listener =
                server.bind(
                        TcpBind.newBuilder()
                                .setLocal(Talker.address(0, 445))
                                .setReceiveBuffer(receiveBuffer));
        server.listen(listener);
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        return end;
    }

    private Return ask(End end) {
        return client.call(TcpSendBacklog.newBuilder().setEndpoint(end.endpoint).build());
    }

    private int ideal(End end) {
        return ask(end).out(TcpSendBacklog.Out.class).getIdeal();
    }

    private void watch(End end) {
        Return watched =
                client.call(TcpWatchSendBacklog.newBuilder().setEndpoint(end.endpoint).build());
        assertThat(watched.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
    }
}
