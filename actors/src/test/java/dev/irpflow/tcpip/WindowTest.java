package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.MS;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.network.FrameKind;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a receiver slows a sender down. */
final class WindowTest {
    private static final int BUFFER = 65_535;
    private static final ByteString LARGE = ByteString.copyFrom(new byte[200_000]);

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);
    private End end = new End(0);
    private End other = new End(0);

    @BeforeEach
    void connect() {
        server.listen(445);
        server.onAccept(accepted -> accepted.consumes = false);
        end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        other = server.accepted();
    }

    @Test
    void noMoreIsSentThanTheReceiverHasRoomFor() {
        client.send(end, LARGE);
        world.runFor(10 * S);

        assertThat(other.received().size()).isEqualTo(BUFFER);
        assertThat(end.sendsDone).isZero();
        assertThat(end.ended).isNull();
    }

    @Test
    void consumingOpensTheWindowAgain() {
        client.send(end, LARGE);
        world.runFor(1 * S);

        server.consume(other, 40_000);
        world.runFor(1 * S);

        assertThat(other.received().size()).isEqualTo(BUFFER + 40_000);
    }

    @Test
    void consumingWithinTheIndicationLetsAllThrough() {
        other.consumes = true;

        client.send(end, LARGE);
        world.runFor(1 * S);

        assertThat(other.received().size()).isEqualTo(LARGE.size());
        assertThat(end.sendsDone).isEqualTo(1);
        assertThat(end.octetsDone).isEqualTo(LARGE.size());
    }

    @Test
    void moreThanWasIndicatedCannotBeConsumed() {
        client.send(end, "four");
        world.runFor(1 * S);

        assertThat(server.consume(other, 5)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        assertThat(server.consume(other, 4)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aClosedWindowIsProbedForAsLongAsThePeerAnswers() {
        client.send(end, LARGE);
        world.runFor(1 * S);
        world.frames.clear();

        world.runFor(600 * S);

        assertThat(world.sent("client", FrameKind.TCP_ACK)).hasSizeBetween(8, 30);
        assertThat(end.ended).isNull();
    }

    @Test
    void aLostWindowUpdateIsMadeUpForByAProbe() {
        client.send(end, LARGE);
        world.runFor(1 * S);
        world.loseNext("server", FrameKind.TCP_ACK, 1);

        server.consume(other, BUFFER);
        world.runFor(60 * S);

        assertThat(other.received().size()).isGreaterThan(BUFFER);
    }

    @Test
    void aPeerThatStopsAnsweringProbesIsGivenUp() {
        client.send(end, LARGE);
        world.runFor(1 * S);
        world.network().cut("server", "client");

        world.runFor(600 * S);

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
    }

    @Test
    void aFinWaitsForRoomToo() {
        client.send(end, ByteString.copyFrom(new byte[BUFFER]));
        client.disconnect(end);
        world.runFor(10 * S);
        assertThat(other.peerDone).isFalse();

        server.consume(other, BUFFER);
        world.runFor(60 * S);

        assertThat(other.peerDone).isTrue();
        assertThat(end.disconnectDone).isTrue();
    }

    @Test
    void theWindowOpensInLargeStepsOnly() {
        client.send(end, LARGE);
        world.runFor(1 * S);
        world.frames.clear();

        for (int i = 0; i < 100; i++) {
            server.consume(other, 10);
        }
        world.runFor(1 * MS);

        assertThat(world.sent("server", FrameKind.TCP_ACK)).isEmpty();
    }

    @Test
    void aSlowLinkIsFilledGraduallyAndNotAtOnce() {
        other.consumes = true;
        world.network().link("client", "server", LinkSettings.LAN.withLatency(50 * MS, 50 * MS));
        world.frames.clear();

        client.send(end, LARGE);
        world.runFor(10 * MS);

        assertThat(world.sent("client", FrameKind.TCP_DATA)).hasSize(10); // RFC 6928
    }

    @Test
    void anEmptySendIsDoneWithoutASegment() {
        world.frames.clear();

        client.send(end, ByteString.EMPTY);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connected", "sent");
        assertThat(end.sendsDone).isEqualTo(1);
        assertThat(world.frames).isEmpty();
    }

    @Test
    void anEmptySendIsDoneAfterTheOnesBeforeIt() {
        client.send(end, "full");
        client.send(end, ByteString.EMPTY);
        assertThat(end.sendsDone).isZero();

        world.runFor(1 * S);

        assertThat(end.sendsDone).isEqualTo(2);
    }
}
