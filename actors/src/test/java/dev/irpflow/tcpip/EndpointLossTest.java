package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The transport closes endpoints by itself. */
final class EndpointLossTest {
    private static final int PORT = 445;
    private static final int OTHER_PORT = 446;

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);
    private final End listener = server.listen(PORT);

    @Test
    void itsClientIsToldOnceAndTheEndpointIsGone() {
        lose(EndpointKind.LISTENERS, 0);

        assertThat(listener.told).containsExactly("lost");
        assertThat(server.close(listener)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(connect().ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
        assertThat(EndpointLoss.cause(server.machine(), null, 0)).isFalse();
    }

    @Test
    void onlyTheEndpointsOfAKindAndAPortAreLost() {
        End other = server.listen(OTHER_PORT);
        End ours = connect();
        End theirs = server.accepted();

        lose(EndpointKind.LISTENERS, OTHER_PORT);
        assertThat(other.told).containsExactly("lost");
        assertThat(listener.told).isEmpty();

        lose(EndpointKind.CONNECTIONS, PORT);
        assertThat(theirs.told).containsExactly("accepted", "lost");
        assertThat(listener.told).isEmpty();
        assertThat(ours.ended).isEqualTo(NtStatus.STATUS_CONNECTION_RESET);
        assertThat(EndpointLoss.cause(server.machine(), EndpointKind.DATAGRAMS, 0)).isFalse();
    }

    @Test
    void allAreLostOldestFirst() {
        connect();
        End theirs = server.accepted();
        StringBuilder order = new StringBuilder();
        listener.reaction = end -> order.append("listener ");
        theirs.reaction = end -> order.append("connection ");

        lose(null, 0);

        assertThat(order).hasToString("listener connection ");
    }

    @Test
    void aHandshakeUnderWayIsReset() {
        world.network().cut("server", "client"); // the SYN-ACK is lost
        End ours = client.bind(0, 0);
        client.connect(ours, SERVER, PORT);
        world.runFor(TcpWorld.MS);
        world.network().heal("server", "client");

        lose(EndpointKind.LISTENERS, 0);
        world.runFor(10 * TcpWorld.S);

        assertThat(ours.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
    }

    @Test
    void aConnectionThatItsClientIsJustBeingToldOfIsSpared() {
        server.onAccept(
                end -> assertThat(EndpointLoss.cause(server.machine(), null, PORT)).isTrue());

        End ours = connect();

        assertThat(listener.told).contains("lost");
        assertThat(server.accepted().told).containsExactly("accepted");
        assertThat(client.send(ours, "still there?")).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    private End connect() {
        End end = client.bind(0, 0);
        client.connect(end, SERVER, PORT);
        world.runFor(TcpWorld.S);
        return end;
    }

    private void lose(@Nullable EndpointKind kind, int port) {
        assertThat(EndpointLoss.cause(server.machine(), kind, port)).isTrue();
        world.runFor(TcpWorld.S);
    }
}
