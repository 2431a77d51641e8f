package dev.irpflow.tcpip;

import static dev.irpflow.protocol.tcpip.TcpVerdict.TCP_VERDICT_ACCEPT;
import static dev.irpflow.protocol.tcpip.TcpVerdict.TCP_VERDICT_REJECT;
import static dev.irpflow.protocol.tcpip.TcpVerdict.TCP_VERDICT_UNSPECIFIED;
import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** A listener whose client decides on each request before it is answered. */
final class InspectTest {
    private static final int PORT = 445;

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void aRequestThatIsAcceptedAtOnceBecomesAConnection() {
        End listener = server.inspect(PORT, TCP_VERDICT_ACCEPT);

        End end = connect();
        world.runFor(1 * S);

        assertThat(listener.told).containsExactly("requested 1");
        assertThat(end.told).containsExactly("connected");
        assertThat(server.accepted().told).containsExactly("accepted");
        assertThat(server.lastRequest()).isEqualTo(1);
    }

    @Test
    void aRequestThatIsRejectedIsRefusedAndOver() {
        End listener = server.inspect(PORT, TCP_VERDICT_REJECT);

        End end = connect();
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(listener.told).containsExactly("requested 1");
        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_NOT_FOUND);
    }

    @Test
    void aRequestStaysWithoutAnAnswerUntilItIsDecidedHoweverOftenThePeerAsks() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End end = connect();
        world.runFor(10 * S);

        assertThat(world.sent("client", FrameKind.TCP_SYN)).hasSize(3);
        assertThat(world.frames).hasSize(3);
        assertThat(listener.told).containsExactly("requested 1");
        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_NOT_FOUND);
        world.runFor(1 * S);

        assertThat(end.told).containsExactly("connected");
        assertThat(server.accepted().told).containsExactly("accepted");
        assertThat(server.send(server.accepted(), "hello")).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.runFor(1 * S);
        assertThat(end.text()).isEqualTo("hello");
    }

    @Test
    void aLateRejectionRefusesThePeer() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End end = connect();
        world.runFor(1 * S);

        assertThat(server.decide(listener, 1, false)).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(listener.told).containsExactly("requested 1");
    }

    @Test
    void aPeerThatHasGivenUpDropsItsRequest() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End end = connect();

        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_IO_TIMEOUT);
        assertThat(listener.told).containsExactly("requested 1", "dropped 1");
        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_NOT_FOUND);
        assertThat(server.hasAccepted()).isFalse();
    }

    @Test
    void aPeerThatResetsDropsItsRequestAndOnlyAResetThatFitsCounts() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        connect();
        world.runFor(1 * S);
        TcpWorld.Sent syn = world.sent("client", FrameKind.TCP_SYN).getFirst();

        reset(syn, 7);
        assertThat(listener.told).containsExactly("requested 1");
        reset(syn, 1);

        assertThat(listener.told).containsExactly("requested 1", "dropped 1");
    }

    @Test
    void aPeerThatIsGoneWhenItIsAcceptedDropsItsRequest() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End end = connect();
        world.runFor(1 * S);
        client.close(end);

        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.runFor(1 * S);

        assertThat(listener.told).containsExactly("requested 1", "dropped 1");
        assertThat(server.hasAccepted()).isFalse();
    }

    @Test
    void closingTheListenerRefusesThePeerAndTellsNothing() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End end = connect();
        world.runFor(1 * S);

        assertThat(server.close(listener)).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(listener.told).containsExactly("requested 1");
        assertThat(server.decide(listener, 1, true)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    @Test
    void closingTheListenerWithinTheIndicationEndsTheRequest() {
        End listener = server.inspect(PORT, TCP_VERDICT_ACCEPT);
        listener.reaction = End::closeWithin;

        End end = connect();
        world.run();

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(server.hasAccepted()).isFalse();
    }

    @Test
    void requestsCountFromOneForEachListener() {
        End listener = server.inspect(PORT, TCP_VERDICT_UNSPECIFIED);
        End other = server.inspect(PORT + 1, TCP_VERDICT_UNSPECIFIED);
        connect();
        connect();
        client.connect(client.bind(0, 0), SERVER, PORT + 1);
        world.runFor(1 * S);

        assertThat(listener.told).containsExactly("requested 1", "requested 2");
        assertThat(other.told).containsExactly("requested 1");
        assertThat(server.decide(listener, 2, true)).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.runFor(1 * S);
        assertThat(server.lastRequest()).isEqualTo(2);
    }

    private End connect() {
        End end = client.bind(0, 0);
        client.connect(end, SERVER, PORT);
        return end;
    }

    private void reset(TcpWorld.Sent syn, int after) {
        world.network()
                .transmit(
                        client.machine(),
                        TcpWorld.frame(
                                CLIENT,
                                syn.frame().getTcp().getSourcePort(),
                                SERVER,
                                PORT,
                                Wire.RST,
                                syn.frame().getTcp().getSequence() + after),
                        null);
        world.runFor(100_000_000L);
    }
}
