package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Segments of both ends that cross on their way: RFC 9293, figures 7 and 13. */
final class CrossingTest {
    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void twoSynsThatCrossMakeOneConnection() {
        End one = client.bind(0, 1000);
        End other = server.bind(0, 2000);

        client.connect(one, SERVER, 2000);
        server.connect(other, CLIENT, 1000);
        world.runFor(1 * S);

        assertThat(world.sent("client", FrameKind.TCP_SYN)).hasSize(1);
        assertThat(world.sent("server", FrameKind.TCP_SYN)).hasSize(1);
        assertThat(world.sent("client", FrameKind.TCP_SYN_ACK)).hasSize(1);
        assertThat(world.sent("server", FrameKind.TCP_SYN_ACK)).hasSize(1);
        assertThat(one.told).containsExactly("connected");
        assertThat(other.told).containsExactly("connected");
    }

    @Test
    void afterTwoFinsThatCrossBothEndsWaitForOldDuplicates() {
        server.listen(445);
        End end = client.bind(0, 5000);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        End other = server.accepted();
        world.frames.clear();

        client.disconnect(end);
        server.disconnect(other);
        world.runFor(1 * S);

        TcpSegment ours = world.sent("client", FrameKind.TCP_FIN).getFirst().frame().getTcp();
        TcpSegment theirs = world.sent("server", FrameKind.TCP_FIN).getFirst().frame().getTcp();
        assertThat(ours.getAcknowledgment())
                .as("sent before it came")
                .isEqualTo(theirs.getSequence());
        assertThat(theirs.getAcknowledgment()).isEqualTo(ours.getSequence());
        assertThat(end.isOver()).isTrue();
        assertThat(other.isOver()).isTrue();
        client.close(end);
        server.close(other);
        assertThat(client.connect(client.bind(0, 5000), SERVER, 445))
                .isEqualTo(NtStatus.STATUS_ADDRESS_ALREADY_EXISTS);
        assertThat(server.connect(server.bind(SERVER, 446), CLIENT, 5000))
                .as("another flow")
                .isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aFinThatCrossesDataTakesThemAlong() {
        server.listen(445);
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        client.disconnect(end);
        server.send(server.accepted(), "crossing");
        world.runFor(1 * S);

        assertThat(end.text()).isEqualTo("crossing");
        assertThat(server.accepted().peerDone).isTrue();
        assertThat(server.accepted().sendsDone).isEqualTo(1);
    }
}
