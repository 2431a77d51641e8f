package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Departure;
import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How connections end: closed by one side, by both, or reset. */
final class CloseTest {
    private static final Departure STRAY = new Departure("client/tcpip", 0);

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
    void theFinComesAfterAllThatWasSent() {
        client.send(end, "last words");
        client.disconnect(end);
        world.runFor(1 * S);

        assertThat(other.told).containsExactly("accepted", "received", "disconnected");
        assertThat(other.text()).isEqualTo("last words");
        assertThat(end.disconnectDone).isTrue();
        assertThat(end.sendsDone).isEqualTo(1);
    }

    @Test
    void aHalfClosedConnectionStillCarriesDataTheOtherWay() {
        client.disconnect(end);
        world.runFor(1 * S);

        server.send(other, "still talking");
        world.runFor(100 * S);
        server.send(other, ", and talking");
        world.runFor(1 * S);

        assertThat(end.text()).isEqualTo("still talking, and talking");
        assertThat(client.send(end, "no")).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void bothSidesCloseOneAfterTheOther() {
        client.disconnect(end);
        world.runFor(1 * S);
        server.disconnect(other);
        world.runFor(1 * S);

        assertThat(end.isOver()).isTrue();
        assertThat(other.isOver()).isTrue();
        assertThat(end.ended).isNull();
        assertThat(other.ended).isNull();
    }

    @Test
    void bothSidesMayCloseAtTheSameTime() {
        client.disconnect(end);
        server.disconnect(other);
        world.runFor(1 * S);

        assertThat(end.isOver()).isTrue();
        assertThat(other.isOver()).isTrue();
        assertThat(end.ended).isNull();
        assertThat(other.ended).isNull();
    }

    @Test
    void aLostFinIsSentAgain() {
        world.loseNext("client", FrameKind.TCP_FIN, 2);

        client.disconnect(end);
        world.runFor(5 * S);

        assertThat(other.peerDone).isTrue();
        assertThat(end.disconnectDone).isTrue();
    }

    @Test
    void aFinThatComesAgainInTimeWaitIsAcknowledgedAgain() {
        client.disconnect(end);
        world.runFor(1 * S);
        world.loseNext("client", FrameKind.TCP_ACK, 2);

        server.disconnect(other);
        world.runFor(5 * S);

        assertThat(world.sent("server", FrameKind.TCP_FIN)).hasSize(3);
        assertThat(other.disconnectDone).isTrue();
    }

    @Test
    void timeWaitKeepsTheFlowAndThenFreesIt() {
        End first = client.bind(0, 5000);
        client.connect(first, SERVER, 445);
        world.runFor(1 * S);
        client.disconnect(first);
        world.runFor(1 * S);
        server.disconnect(server.accepted());
        world.runFor(1 * S);
        client.close(first);

        End again = client.bind(0, 5000);
        NtStatus early = client.connect(again, SERVER, 445);
        world.runFor(Connection.TIME_WAIT_NS);
        NtStatus late = client.connect(again, SERVER, 445);
        world.runFor(1 * S);

        assertThat(early).isEqualTo(NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
        assertThat(late).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(again.told).containsExactly("connected");
    }

    @Test
    void aServerInTimeWaitTakesALaterIncarnation() {
        End first = client.bind(0, 5000);
        client.connect(first, SERVER, 445);
        world.runFor(1 * S);
        server.disconnect(server.accepted());
        world.runFor(1 * S);
        client.disconnect(first);
        world.runFor(1 * S);
        client.close(first);

        End again = client.bind(0, 5000);
        client.connect(again, SERVER, 445);
        world.runFor(30 * S);
        client.send(again, "anew");
        world.runFor(1 * S);

        assertThat(again.told).startsWith("connected");
        assertThat(server.accepted().text()).isEqualTo("anew");
    }

    @Test
    void closingAnOpenConnectionResetsIt() {
        client.close(end);
        world.runFor(1 * S);

        assertThat(other.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(server.send(other, "gone")).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(client.send(end, "gone")).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    @Test
    void aHalfClosedConnectionIsResetByClosingItToo() {
        client.disconnect(end);
        world.runFor(1 * S);

        client.close(end);
        world.runFor(1 * S);

        assertThat(other.told).containsExactly("accepted", "disconnected", "aborted");
    }

    @Test
    void anAbortThrowsAwayWhatIsQueued() {
        world.network().cut("client", "server");
        client.send(end, ByteString.copyFrom(new byte[100_000]));
        world.runFor(1 * S);
        world.network().heal("client", "server");

        client.abort(end);
        world.runFor(10 * S);

        assertThat(end.told).containsExactly("connected");
        assertThat(other.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(other.received().isEmpty()).isTrue();
        assertThat(client.close(end)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void closingWithinAnIndicationEndsTheIndications() {
        server.send(other, "one");
        server.send(other, "two");
        end.reaction = receiver -> receiver.closeWithin();

        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connected", "received");
        assertThat(other.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void aRestartedServerResetsWhatItDoesNotKnow() {
        Talker reborn = world.restart(server);

        client.send(end, "are you there");
        world.runFor(10 * S);

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(reborn.hasAccepted()).isFalse();
    }

    @Test
    void aRestartedClientGetsANewConnectionOfTheSameFlow() {
        End first = client.bind(0, 5000);
        client.connect(first, SERVER, 445);
        world.runFor(1 * S);
        End old = server.accepted();
        Talker reborn = world.restart(client);

        End second = reborn.bind(0, 5000);
        reborn.connect(second, SERVER, 445);
        world.runFor(30 * S);
        reborn.send(second, "born again");
        world.runFor(1 * S);

        assertThat(old.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(second.told).startsWith("connected").doesNotContain("aborted");
        assertThat(server.accepted().text()).isEqualTo("born again");
    }

    @Test
    void oldDuplicatesOfAnEarlierIncarnationNeverGetIntoTheStream() {
        End first = client.bind(0, 5000);
        client.connect(first, SERVER, 445);
        world.runFor(1 * S);
        world.frames.clear();
        for (int i = 0; i < 20; i++) {
            client.send(first, "old data that must not come back " + i);
            world.runFor(1 * S);
        }
        var old = world.frames.stream().filter(sent -> sent.from().equals("client")).toList();
        Talker reborn = world.restart(client);
        End second = reborn.bind(0, 5000);
        reborn.connect(second, SERVER, 445);
        world.runFor(30 * S);
        reborn.send(second, "new ");
        world.runFor(1 * S);

        old.forEach(sent ->
                server.machine()
                        .strands()
                        .receive(server.machine().place("tcpip"), sent.frame(), STRAY, 1));
        world.runFor(1 * S);
        reborn.send(second, "data");
        world.runFor(1 * S);

        assertThat(server.accepted().text()).isEqualTo("new data");
        assertThat(second.ended).isNull();
    }

    @Test
    void aResetWithANumberThatDoesNotFitIsNotBelieved() {
        var forged = TcpWorld.frame(CLIENT, client.port(), SERVER, 445, Wire.RST, 12345);

        server.machine().strands().receive(server.machine().place("tcpip"), forged, STRAY, 1);
        world.runFor(1 * S);
        client.send(end, "still here");
        world.runFor(1 * S);

        assertThat(other.text()).isEqualTo("still here");
    }
}
