package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** How connections begin, and how they fail to. */
final class ConnectTest {
    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void threeSegmentsMakeAConnection() {
        server.listen(445);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connected");
        assertThat(server.accepted().told).containsExactly("accepted");
        assertThat(world.frames)
                .extracting(TcpWorld.Sent::kind)
                .containsExactly(FrameKind.TCP_SYN, FrameKind.TCP_SYN_ACK, FrameKind.TCP_ACK);
    }

    @Test
    void anUnboundPortRefuses() {
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connect-failed");
        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(client.send(end, "late")).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
    }

    @Test
    void anEndpointConnectsAgainAfterItWasRefused() {
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connect-failed", "connect-failed");
    }

    @Test
    void silenceEndsTheAttemptAfterThreeSixAndTwelveSeconds() {
        world.network().cut("client", "server");
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(world.sent("client", FrameKind.TCP_SYN))
                .extracting(TcpWorld.Sent::timeNs)
                .containsExactly(0L, 3 * S, 9 * S);
        assertThat(world.now()).isEqualTo(21 * S);
    }

    @Test
    void aLostSynIsSentAgain() {
        server.listen(445);
        world.loseNext("client", FrameKind.TCP_SYN, 2);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runFor(30 * S);

        assertThat(end.told).containsExactly("connected");
        assertThat(server.accepted().told).containsExactly("accepted");
    }

    @Test
    void aLostSynAckIsSentAgain() {
        server.listen(445);
        world.loseNext("server", FrameKind.TCP_SYN_ACK, 1);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runFor(30 * S);

        assertThat(end.told).containsExactly("connected");
        assertThat(server.accepted().told).containsExactly("accepted");
    }

    @Test
    void aLostLastAcknowledgmentIsMadeUpForByData() {
        server.listen(445);
        world.loseNext("client", FrameKind.TCP_ACK, 1);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runUntil(() -> end.told.contains("connected") ? end : null);
        client.send(end, "hello");
        world.runFor(30 * S);

        assertThat(server.accepted().told).containsExactly("accepted", "received");
        assertThat(server.accepted().text()).isEqualTo("hello");
    }

    @Test
    void aHandshakeThatNobodyFinishesIsForgotten() {
        End listener = server.listen(445);
        world.lose(sent -> sent.kind() != FrameKind.TCP_SYN);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(server.hasAccepted()).isFalse();
        assertThat(server.close(listener)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aRefusedAcceptResetsThePeer() {
        server.listen(445);
        server.answer(NtStatus.STATUS_REQUEST_NOT_ACCEPTED);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, 445);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connected", "aborted");
        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void closingAListenerResetsHandshakesAndLeavesConnectionsAlone() {
        End listener = server.listen(445);
        End first = client.bind(0, 0);
        client.connect(first, SERVER, 445);
        world.runFor(1 * S);
        world.loseNext("client", FrameKind.TCP_ACK, 1);
        End second = client.bind(0, 0);
        client.connect(second, SERVER, 445);
        world.runUntil(() -> second.told.contains("connected") ? second : null);

        server.close(listener);
        client.send(first, "still here");
        world.runFor(1 * S);

        assertThat(server.accepted().text()).isEqualTo("still here");
        assertThat(second.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
    }

    @Test
    void bothMayConnectAtTheSameTime() {
        End one = client.bind(0, 1000);
        End other = server.bind(0, 2000);

        client.connect(one, SERVER, 2000);
        server.connect(other, CLIENT, 1000);
        world.runFor(1 * S);
        client.send(one, "from the client");
        server.send(other, "from the server");
        world.runFor(1 * S);

        assertThat(one.told).startsWith("connected").doesNotContain("aborted");
        assertThat(other.told).startsWith("connected").doesNotContain("aborted");
        assertThat(other.text()).isEqualTo("from the client");
        assertThat(one.text()).isEqualTo("from the server");
    }

    @Test
    void aMachineMayConnectToItself() {
        client.listen(80);
        End end = client.bind(0, 0);

        client.connect(end, IpAddress.LOOPBACK_IPV4.ipv4(), 80);
        world.runFor(1 * S);
        client.send(end, "to myself");
        world.runFor(1 * S);

        assertThat(client.accepted().text()).isEqualTo("to myself");
    }

    @Test
    void aMachineWithoutAddressReachesNobody() {
        Talker lonely = world.start("lonely");
        End end = lonely.bind(0, 0);

        NtStatus status = lonely.connect(end, SERVER, 445);

        assertThat(status).isEqualTo(NtStatus.STATUS_NETWORK_UNREACHABLE);
    }

    @Test
    void anEndpointThatWasAbortedWhileItConnectedIsToldNothing() {
        server.listen(445);
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);

        client.abort(end);
        world.runFor(30 * S);

        assertThat(end.told).isEmpty();
        assertThat(server.hasAccepted()).isFalse();
    }
}
