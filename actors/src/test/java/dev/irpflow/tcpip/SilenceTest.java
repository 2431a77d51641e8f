package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSilence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that has fallen silent: its machine sends nothing of it any more. */
final class SilenceTest {
    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);
    private End end = new End(0);
    private End other = new End(0);

    @BeforeEach
    void connect() {
        server.listen(445);
        end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        other = server.accepted();
        world.frames.clear();
    }

    @Test
    void whatComesIsDiscardedWithoutAnAnswerUntilThePeerGivesUp() {
        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_SUCCESS);

        server.send(other, "anybody there?");
        world.runFor(60 * S);

        assertThat(sentBy("client")).isZero();
        assertThat(end.told).containsExactly("connected");
        assertThat(other.ended).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
    }

    @Test
    void anAcknowledgmentThatIsOwedIsNotSent() {
        server.send(other, "short"); // acknowledged only after a while
        world.runFor(TcpWorld.MS);
        assertThat(end.text()).isEqualTo("short");

        silence(client, end);
        world.runFor(1 * S);

        assertThat(sentBy("client")).isZero();
    }

    @Test
    void closingItSendsNoReset() {
        silence(client, end);

        client.close(end);
        world.runFor(1 * S);

        assertThat(world.frames).isEmpty();
        assertThat(other.ended).isNull();
    }

    @Test
    void afterTheCloseThePeerIsAnsweredAsByAMachineThatKnowsNoSuchConnection() {
        silence(client, end);
        client.close(end);

        server.send(other, "anybody there?");
        world.runFor(1 * S);

        assertThat(other.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void neitherSendNorDisconnectIsPossibleAndTheWindowStaysAsItIs() {
        end.consumes = false;
        server.send(other, "data");
        world.runFor(1 * S);
        silence(client, end);
        world.frames.clear();

        assertThat(client.send(end, "x")).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(client.disconnect(end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(client.consume(end, 4)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        world.runFor(1 * S);
        assertThat(sentBy("client")).isZero();
    }

    @Test
    void itIsRefusedWhileSomethingIsUnderWay() {
        world.network().cut("client", "server");
        client.send(end, "unacknowledged");

        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        world.network().heal("client", "server");
        world.runFor(5 * S);
        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aFinThatIsNotAcknowledgedStandsInTheWay() {
        world.network().cut("client", "server");
        client.disconnect(end);

        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        world.network().heal("client", "server");
        world.runFor(5 * S);
        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aConnectionWithinTheMachineHasNoSilence() {
        client.listen(80);
        for (int address : new int[] {IpAddress.LOOPBACK_IPV4.ipv4(), CLIENT}) {
            End own = client.bind(0, 0);
            client.connect(own, address, 80);
            world.runFor(1 * S);

            assertThat(silence(client, own)).isEqualTo(NtStatus.STATUS_NOT_SUPPORTED);
        }
    }

    @Test
    void onlyAConnectionFallsSilent() {
        End bound = client.bind(0, 0);
        End unknown = new End(4711);

        assertThat(silence(client, bound)).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
        assertThat(silence(client, unknown)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        client.abort(end);
        assertThat(silence(client, end)).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
    }

    private long sentBy(String machine) {
        return world.frames.stream().filter(sent -> sent.from().equals(machine)).count();
    }

    private static NtStatus silence(Talker talker, End end) {
        return talker.call(TcpSilence.newBuilder().setEndpoint(end.endpoint).build()).status();
    }
}
