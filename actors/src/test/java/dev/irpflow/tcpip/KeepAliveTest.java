package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpKeepAlive;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keep-alive packets: a connection on which nothing happens finds out whether its peer is there.
 */
final class KeepAliveTest {
    private static final long HOUR = 3_600 * S;

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private Talker server = world.start("server", SERVER);

    @Test
    void anIdlePeerThatIsThereIsAskedEveryTwoHoursAndAnswers() {
        End end = connect(true);

        world.runFor(5 * HOUR);

        assertThat(probes()).hasSize(2);
        assertThat(probes().get(1) - probes().get(0)).isBetween(2 * HOUR - S, 2 * HOUR + S);
        assertThat(world.sent("server", FrameKind.TCP_ACK)).hasSize(2);
        assertThat(end.told).containsExactly("connected");
    }

    @Test
    void aPeerThatVanishedIsAskedTenTimesASecondApartAndGivenUp() {
        End end = connect(true);
        world.network().cut("server", "client");

        world.runFor(3 * HOUR);

        List<Long> probes = probes();
        assertThat(probes).hasSize(10);
        for (int i = 1; i < probes.size(); i++) {
            assertThat(probes.get(i) - probes.get(i - 1)).isEqualTo(1 * S);
        }
        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
        assertThat(end.told).containsExactly("connected", "aborted");
    }

    @Test
    void withoutThemNobodyEverNoticesThatThePeerVanished() {
        End end = connect(false);
        world.network().cut("server", "client");

        world.run();

        assertThat(end.told).containsExactly("connected");
        assertThat(world.frames).isEmpty();
    }

    @Test
    void aPeerThatRestartedAnswersWithAReset() {
        End end = connect(true);
        server = world.restart(server);

        world.runFor(3 * HOUR);

        assertThat(probes()).hasSize(1);
        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void anAnswerInTimeStartsTheWaitAnew() {
        End end = connect(true);
        world.network().cut("server", "client");
        world.runFor(2 * HOUR + 5 * S);

        world.network().heal("server", "client");
        world.runFor(1 * HOUR);

        assertThat(probes()).hasSizeBetween(5, 9);
        assertThat(end.ended).isNull();
    }

    @Test
    void dataOfThePeerPutItOff() {
        End end = connect(true);
        world.runFor(HOUR);
        server.send(server.accepted(), "still here");
        world.runFor(HOUR + HOUR / 2);

        assertThat(probes()).isEmpty();
        assertThat(end.text()).isEqualTo("still here");
    }

    @Test
    void itIsTurnedOnAndOffWhileTheConnectionLives() {
        End end = connect(false);
        world.runFor(HOUR);

        keepAlive(client, end, true);
        world.runFor(2 * HOUR + S);
        assertThat(probes()).hasSize(1);
        keepAlive(client, end, false);
        world.runFor(10 * HOUR);

        assertThat(probes()).hasSize(1);
    }

    @Test
    void aListenerHandsItOn() {
        End listener = server.listen(445);
        keepAlive(server, listener, true);
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        world.network().cut("client", "server");

        world.runFor(3 * HOUR);

        assertThat(server.accepted().ended).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
        assertThat(end.ended).as("the reset arrives").isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void aClosedConnectionAsksNobody() {
        End end = connect(true);
        client.close(end);
        world.run();

        assertThat(probes()).isEmpty();
        assertThat(keepAlive(client, end, true)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    private End connect(boolean keepsAlive) {
        server.listen(445);
        End end = client.bind(TcpBind.newBuilder().setKeepsAlive(keepsAlive));
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        world.frames.clear();
        return end;
    }

    private List<Long> probes() {
        return world.sent("client", FrameKind.TCP_ACK).stream()
                .filter(sent -> sent.timeNs() >= 2 * HOUR)
                .map(TcpWorld.Sent::timeNs)
                .toList();
    }

    private static NtStatus keepAlive(Talker talker, End end, boolean on) {
        TcpKeepAlive.Builder request = TcpKeepAlive.newBuilder().setEndpoint(end.endpoint);
        return talker.call(request.setOn(on).build()).status();
    }
}
