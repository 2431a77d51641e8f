package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.MS;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.network.FrameFaults;
import dev.irpflow.network.FrameKind;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of segments that are lost, doubled or overtaken. */
final class RetransmissionTest {
    private static final ByteString FIVE_SEGMENTS = ByteString.copyFrom(new byte[5 * 1460]);

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);
    private End end = new End(0);

    @BeforeEach
    void connect() {
        server.listen(445);
        end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        world.frames.clear();
    }

    @Test
    void aLostSegmentIsSentAgainAfterTheTimeOut() {
        world.loseNext("client", FrameKind.TCP_DATA, 1);

        client.send(end, "once more");
        world.runFor(1 * S);

        List<Long> times = times("client", FrameKind.TCP_DATA);
        assertThat(times).hasSize(2);
        assertThat(times.get(1) - times.get(0)).isEqualTo(RetransmissionTimeout.MIN_NS);
        assertThat(server.accepted().text()).isEqualTo("once more");
        assertThat(end.sendsDone).isEqualTo(1);
    }

    @Test
    void eachFurtherTimeOutIsTwiceAsLongUntilTheConnectionIsGivenUp() {
        world.network().cut("client", "server");

        client.send(end, "into the dark");
        world.runFor(60 * S);

        List<Long> waits = new ArrayList<>();
        List<Long> times = times("client", FrameKind.TCP_DATA);
        for (int i = 1; i < times.size(); i++) {
            waits.add((times.get(i) - times.get(i - 1)) / MS);
        }
        assertThat(waits).containsExactly(300L, 600L, 1200L, 2400L, 4800L);
        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
        assertThat(client.send(end, "again")).isEqualTo(NtStatus.STATUS_CONNECTION_ABORTED);
    }

    @Test
    void aCutThatHealsInTimeLosesNothing() {
        world.network().cut("client", "server");
        client.send(end, "patience");
        world.runFor(3 * S);

        world.network().heal("client", "server");
        world.runFor(3 * S);

        assertThat(server.accepted().text()).isEqualTo("patience");
        assertThat(end.ended).isNull();
    }

    @Test
    void aCutOfTheWayBackLosesNothingEither() {
        world.network().cut("server", "client");
        client.send(end, "heard");
        world.runFor(3 * S);
        assertThat(server.accepted().text()).isEqualTo("heard");
        assertThat(end.sendsDone).isZero();

        world.network().heal("server", "client");
        world.runFor(3 * S);

        assertThat(server.accepted().text()).isEqualTo("heard");
        assertThat(end.sendsDone).isEqualTo(1);
    }

    @Test
    void threeDuplicateAcknowledgmentsBringALostSegmentAtOnce() {
        world.loseNext("client", FrameKind.TCP_DATA, 1);

        client.send(end, FIVE_SEGMENTS);
        world.runFor(100 * MS); // less than any time-out

        assertThat(server.accepted().received()).isEqualTo(FIVE_SEGMENTS);
        assertThat(world.sent("client", FrameKind.TCP_DATA)).hasSize(6);
    }

    @Test
    void twoDuplicateAcknowledgmentsAreTakenForReordering() {
        world.loseNext("client", FrameKind.TCP_DATA, 1);

        client.send(end, FIVE_SEGMENTS.substring(0, 3 * 1460));
        world.runFor(100 * MS);

        assertThat(world.sent("client", FrameKind.TCP_DATA)).hasSize(3);
    }

    @Test
    void severalLossesInOneWindowAreRepairedWithoutATimeOut() {
        int[] seen = {0};
        world.lose(sent -> sent.kind() == FrameKind.TCP_DATA && ++seen[0] <= 7 && seen[0] % 3 == 1);

        client.send(end, FIVE_SEGMENTS.concat(FIVE_SEGMENTS));
        world.runFor(100 * MS);

        assertThat(server.accepted().received()).isEqualTo(FIVE_SEGMENTS.concat(FIVE_SEGMENTS));
    }

    @Test
    void duplicatesAreTakenOnce() {
        world.network().faults(everyFrame(new FrameFaults.Fate.Duplicate("duplicate", 5 * MS)));

        client.send(end, "one ");
        world.runFor(10 * MS);
        client.send(end, "two");
        world.runFor(10 * S);

        assertThat(server.accepted().text()).isEqualTo("one two");
        assertThat(end.sendsDone).isEqualTo(2);
        assertThat(end.ended).isNull();
    }

    @Test
    void segmentsThatOvertakeEachOtherArePutInOrder() {
        ByteString content = counting(5 * 1460);
        FrameFaults.Fate.Delay[] delays = {
            late(9 * MS), late(3 * MS), late(6 * MS), late(1 * MS), late(7 * MS)
        };
        int[] next = {0};
        world.network()
                .faults((link, frame, chain) ->
                        FrameKind.of(frame) == FrameKind.TCP_DATA && next[0] < 5
                                ? delays[next[0]++]
                                : null);

        client.send(end, content);
        world.runFor(10 * S);

        assertThat(server.accepted().received()).isEqualTo(content);
    }

    @Test
    void aLinkTooNarrowForLargeSegmentsIsFoundOut() {
        world.network().link("client", "server", LinkSettings.LAN.withMtu(600));

        client.send(end, FIVE_SEGMENTS);
        world.runFor(10 * S);

        assertThat(server.accepted().received()).isEqualTo(FIVE_SEGMENTS);
    }

    @Test
    void theRoundTripTimeIsNotTakenFromSegmentsThatWereSentTwice() {
        world.network().link("client", "server", LinkSettings.LAN.withLatency(200 * MS, 200 * MS));
        world.loseNext("server", FrameKind.TCP_ACK, 1);
        client.send(end, "first");
        world.runFor(5 * S);
        world.frames.clear();

        client.send(end, "second");
        world.runFor(5 * S);

        // The first was repeated although it had arrived; its round trip says nothing.
        assertThat(world.sent("client", FrameKind.TCP_DATA)).hasSizeGreaterThan(1);
        assertThat(server.accepted().text()).isEqualTo("firstsecond");
    }

    @Test
    void aDelayedAcknowledgmentComesBeforeTheTimeOut() {
        client.send(end, "short");
        world.runFor(1 * S);

        assertThat(times("client", FrameKind.TCP_DATA)).hasSize(1);
        long wait =
                times("server", FrameKind.TCP_ACK).getFirst()
                        - times("client", FrameKind.TCP_DATA).getFirst();
        assertThat(wait).isGreaterThanOrEqualTo(Connection.DELAYED_ACKNOWLEDGMENT_NS);
    }

    @Test
    void anAnswerWithinTheIndicationCarriesTheAcknowledgment() {
        End other = server.accepted();
        other.reaction =
                receiver -> {
                    if (receiver.text().equals("ping") && receiver.sendsDone == 0) {
                        receiver.sendWithin(ByteString.copyFromUtf8("pong"));
                    }
                };

        client.send(end, "ping");
        world.runFor(100 * MS);

        assertThat(end.text()).isEqualTo("pong");
        assertThat(world.sent("server", FrameKind.TCP_ACK)).isEmpty();
        assertThat(end.sendsDone).isEqualTo(1);
    }

    private List<Long> times(String from, FrameKind kind) {
        return world.sent(from, kind).stream().map(TcpWorld.Sent::timeNs).toList();
    }

    private static FrameFaults everyFrame(FrameFaults.Fate fate) {
        return (link, frame, chain) -> fate;
    }

    private static FrameFaults.Fate.Delay late(long byNs) {
        return new FrameFaults.Fate.Delay("late", byNs);
    }

    private static ByteString counting(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + i / 256);
        }
        return ByteString.copyFrom(bytes);
    }

    @Test
    void aFrameOfNoConnectionIsAnsweredWithAReset() {
        client.close(end);
        world.runFor(1 * S);
        Frame stray = world.sent("client", FrameKind.TCP_RST).getFirst().frame();

        assertThat(server.accepted().ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(world.sent("server", FrameKind.TCP_RST)).as("never to a reset").isEmpty();
        assertThat(stray.getTcp().getData().isEmpty()).isTrue();
    }
}
