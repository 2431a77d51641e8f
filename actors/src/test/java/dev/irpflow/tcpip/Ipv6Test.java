package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.CLIENT6;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static dev.irpflow.tcpip.TcpWorld.SERVER6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.network.FrameKind;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TransportAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections over IPv6, and endpoints that have both families. */
final class Ipv6Test {
    private static final int PORT = 445;

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void aConnectionIsMadeAndCarriesData() {
        listen(any6(), false);
        End end = client.bind(TcpBind.newBuilder().setLocal(any6()));

        assertThat(client.connect(end, SERVER6.at(PORT))).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.runFor(1 * S);
        End accepted = server.accepted();
        client.send(end, "hello");
        server.send(accepted, "welcome");
        world.runFor(1 * S);

        assertThat(accepted.text()).isEqualTo("hello");
        assertThat(end.text()).isEqualTo("welcome");
        assertThat(world.frames)
                .isNotEmpty()
                .allSatisfy(
                        sent -> assertThat(sent.frame().getDestination6().size()).isEqualTo(16));
    }

    @Test
    void bothEndsAreToldOfTheAddressesOfTheConnection() {
        listen(any6(), false);
        End end = client.bind(TcpBind.newBuilder().setLocal(CLIENT6.at(5000)));

        client.connect(end, SERVER6.at(PORT));
        world.runFor(1 * S);

        assertThat(client.lastConnected().getLocal()).isEqualTo(CLIENT6.at(5000));
        assertThat(client.lastConnected().getRemote()).isEqualTo(SERVER6.at(PORT));
        assertThat(server.lastAccepted().getLocal()).isEqualTo(SERVER6.at(PORT));
        assertThat(server.lastAccepted().getRemote()).isEqualTo(CLIENT6.at(5000));
    }

    @Test
    void segmentsAreTwentyOctetsSmallerThanOverIpv4() {
        listen(any6(), true);
        client.connect(client.bind(TcpBind.newBuilder().setLocal(any6())), SERVER6.at(PORT));
        client.connect(client.bind(0, 0), SERVER, PORT);
        world.runFor(1 * S);

        assertThat(world.sent("client", FrameKind.TCP_SYN))
                .extracting(sent -> sent.frame().getTcp().getMaxSegmentSize())
                .containsExactlyInAnyOrder(1440, 1460);
        assertThat(world.sent("server", FrameKind.TCP_SYN_ACK))
                .extracting(sent -> sent.frame().getTcp().getMaxSegmentSize())
                .containsExactlyInAnyOrder(1440, 1460);
    }

    @Test
    void aMachineReachesItselfByItsLoopback() {
        listen(client, any6(), false);
        End end = client.bind(TcpBind.newBuilder().setLocal(any6()));

        client.connect(end, IpAddress.LOOPBACK_IPV6.at(PORT));
        world.runFor(1 * S);

        assertThat(client.lastConnected().getLocal().getIp6())
                .isEqualTo(IpAddress.LOOPBACK_IPV6.ipv6());
    }

    @Test
    void aListenerOfOneFamilyIsNotThereForTheOther() {
        listen(any6(), false);
        End end = client.bind(0, 0);

        client.connect(end, SERVER, PORT);
        world.runFor(1 * S);

        assertThat(end.ended).isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
    }

    @Test
    void aDualStackListenerTakesConnectionsOfBoth() {
        listen(any6(), true);
        End ofIpv4 = client.bind(0, 0);
        client.connect(ofIpv4, SERVER, PORT);
        world.runFor(1 * S);
        assertThat(server.lastAccepted().getLocal()).isEqualTo(Talker.address(SERVER, PORT));

        End ofIpv6 = client.bind(TcpBind.newBuilder().setLocal(any6()));
        client.connect(ofIpv6, SERVER6.at(PORT));
        world.runFor(1 * S);
        assertThat(server.lastAccepted().getLocal()).isEqualTo(SERVER6.at(PORT));
    }

    @Test
    void aDualStackEndpointConnectsToBoth() {
        server.listen(PORT);
        End end = client.bind(TcpBind.newBuilder().setLocal(any6()).setDualStack(true));

        assertThat(client.connect(end, SERVER, PORT)).isEqualTo(NtStatus.STATUS_SUCCESS);
        world.runFor(1 * S);

        assertThat(server.lastAccepted().getRemote().getIp()).isEqualTo(CLIENT);
    }

    @ParameterizedTest
    // What is bound, and where it cannot go.
    @CsvSource({
        "::, 10.0.0.2",
        "fd00::a00:1, 10.0.0.2",
        "0.0.0.0, fd00::a00:2",
        "::1, fd00::a00:2"
    })
    void anEndpointReachesOnlyItsOwnFamilyAndNetwork(String bound, String remote) {
        End end = client.bind(TcpBind.newBuilder().setLocal(IpAddress.of(bound).at(0)));

        assertThat(client.connect(end, IpAddress.of(remote).at(PORT)))
                .isEqualTo(NtStatus.STATUS_NETWORK_UNREACHABLE);
    }

    @Test
    void theUnspecifiedAddressIsNoPeer() {
        End end = client.bind(TcpBind.newBuilder().setLocal(any6()));

        assertThat(client.connect(end, any6().toBuilder().setPort(PORT).build()))
                .isEqualTo(NtStatus.STATUS_INVALID_ADDRESS_COMPONENT);
    }

    @ParameterizedTest
    // The first bind, the second, and whether they conflict. 46 is dual-stack.
    @CsvSource({
        "4, 6, false",
        "6, 4, false",
        "4, 46, true",
        "46, 4, true",
        "6, 46, true",
        "46, 46, true",
    })
    void wildcardsConflictWhereTheyHaveAFamilyInCommon(String first, String second, boolean is) {
        assertThat(server.tryBind(wildcard(first))).isEqualTo(NtStatus.STATUS_SUCCESS);

        assertThat(server.tryBind(wildcard(second)))
                .isEqualTo(is ? NtStatus.STATUS_ADDRESS_ALREADY_EXISTS : NtStatus.STATUS_SUCCESS);
    }

    @Test
    void aDualStackEndpointStandsInTheWayOfAnIpv4Address() {
        server.bind(wildcard("46"));

        assertThat(server.tryBind(TcpBind.newBuilder().setLocal(Talker.address(SERVER, PORT))))
                .isEqualTo(NtStatus.STATUS_ACCESS_DENIED);
    }

    @Test
    void aDualStackEndpointGivesBothPortsBack() {
        server.close(server.bind(wildcard("46")));

        assertThat(server.tryBind(wildcard("4"))).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(server.tryBind(wildcard("6"))).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void anEndpointThatHasOneAddressIsNeverDualStack() {
        server.bind(TcpBind.newBuilder().setLocal(SERVER6.at(PORT)).setDualStack(true));

        assertThat(server.tryBind(wildcard("4"))).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void dynamicPortsOfOneFamilyAreLeftWhenThoseOfTheOtherAreGone() {
        for (int i = 0; i < 16_384; i++) {
            server.bind(TcpBind.newBuilder().setLocal(any6()));
        }

        assertThat(server.tryBind(TcpBind.newBuilder())).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(server.tryBind(TcpBind.newBuilder().setLocal(any6()).setDualStack(true)))
                .isEqualTo(NtStatus.STATUS_TOO_MANY_ADDRESSES);
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() {
        assertThat(server.tryBind(TcpBind.newBuilder().setLocal(CLIENT6.at(PORT))))
                .isEqualTo(NtStatus.STATUS_INVALID_ADDRESS_COMPONENT);
    }

    private void listen(TransportAddress local, boolean isDualStack) {
        listen(server, local, isDualStack);
    }

    private static void listen(Talker talker, TransportAddress local, boolean isDualStack) {
        End end =
                talker.bind(
                        TcpBind.newBuilder()
                                .setLocal(local.toBuilder().setPort(PORT))
                                .setDualStack(isDualStack));
        assertThat(talker.listen(end)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    private static TcpBind.Builder wildcard(String families) {
        TransportAddress local =
                families.equals("4") ? Talker.address(0, PORT) : IpAddress.ANY_IPV6.at(PORT);
        return TcpBind.newBuilder().setLocal(local).setDualStack(families.equals("46"));
    }

    private static TransportAddress any6() {
        return IpAddress.ANY_IPV6.at(0);
    }
}
