package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_ADDRESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.wsk.WskWorld.CLIENT6;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static dev.irpflow.wsk.WskWorld.SERVER6;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.Ipv6V6only;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskAccept;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.protocol.wsk.WskConnect;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskGetRemoteAddress;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskSocketConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets of AF_INET6, alone and with both families. */
final class Ipv6SocketTest {
    private static final int AF_INET6 = 23;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionHasAddressesOfIpv6AtBothEnds(boolean pended) {
        long listener = listener(false);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        long socket = open(client, SocketCategory.CONNECTION);
        bind(client, socket, "::", 0).mustSucceed();
        if (pended) {
            world.pendAll();
        }

        connect(socket, "fd00::2").mustSucceed();

        WskAccept.Out accepted = accept.out(WskAccept.Out.class);
        assertThat(accepted.getLocalAddress()).isEqualTo(address("fd00::2", PORT));
        assertThat(accepted.getRemoteAddress()).isEqualTo(local(client, socket));
        assertThat(local(client, socket).getAddress()).isEqualTo(CLIENT6.octets());
        assertThat(remote(client, socket)).isEqualTo(address("fd00::2", PORT));
        client.send(socket, "hello").mustSucceed();
        BufferRef buffer = server.buffer(16);
        Op receive = server.begin(irp -> Peer.receive(accept.information(), buffer, 0, irp));
        assertThat(server.text(buffer, receive.information())).isEqualTo("hello");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theFamilyOfASocketConnectIsThatOfItsLocalAddress() {
        listener(false);

        long socket = socketConnect("::", address("fd00::2", PORT)).information();

        assertThat(local(client, socket).getFamily()).isEqualTo(AF_INET6);
        assertThat(local(client, socket).getAddress()).isEqualTo(CLIENT6.octets());
        assertThat(isV6Only(socket)).isEqualTo(1); // which only a socket of IPv6 has
    }

    @Test
    void aSocketConnectOfTwoFamiliesIsRefused() {
        assertThat(socketConnect("::", Peer.address(SERVER, PORT)).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
        assertThat(socketConnect("::", address("::ffff:10.0.0.2", PORT)).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "23, 4", "23, 15", "0, 16"})
    void anAddressThatIsNoneOfIpv6IsRefused(int family, int octets) {
        long socket = open(client, SocketCategory.CONNECTION);
        SocketAddress wrong =
                SocketAddress.newBuilder()
                        .setFamily(family)
                        .setAddress(SERVER6.octets().substring(0, octets))
                        .build();

        assertThat(bind(client, socket, wrong).status()).isEqualTo(STATUS_INVALID_ADDRESS);
    }

    @Test
    void aSocketOfIpv4HasNoUseForAMappedAddress() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        assertThat(connect(socket, "::ffff:10.0.0.2").status()).isEqualTo(STATUS_INVALID_ADDRESS);
    }

    @Test
    void aSocketThatIsIpv6OnlyHasNoUseForAMappedAddress() {
        long socket = open(client, SocketCategory.CONNECTION);
        assertThat(bind(client, socket, "::ffff:10.0.0.1", 0).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
        bind(client, socket, "::", 0).mustSucceed();

        assertThat(connect(socket, "::ffff:10.0.0.2").status()).isEqualTo(STATUS_INVALID_ADDRESS);
    }

    @Test
    void aDualStackListenerHasIpv4PeersWithMappedAddresses() {
        long listener = listener(true);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        client.begin(irp -> client.connect(socket, SERVER, PORT, irp)).mustSucceed();

        WskAccept.Out accepted = accept.out(WskAccept.Out.class);
        assertThat(accepted.getLocalAddress()).isEqualTo(address("::ffff:10.0.0.2", PORT));
        assertThat(accepted.getRemoteAddress().getFamily()).isEqualTo(AF_INET6);
        assertThat(accepted.getRemoteAddress().getAddress())
                .isEqualTo(IpAddress.of("10.0.0.1").mapped());
        assertThat(remote(server, accept.information())).isEqualTo(accepted.getRemoteAddress());
    }

    @Test
    void aListenerThatIsIpv6OnlyIsNotThereForIpv4() {
        listener(false);
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> client.connect(socket, SERVER, PORT, irp)).status())
                .isEqualTo(NtStatus.STATUS_CONNECTION_REFUSED);
    }

    @Test
    void aDualStackSocketConnectsToAMappedAddress() {
        server.listener(PORT, 0);
        long socket = open(client, SocketCategory.CONNECTION);
        client.begin(irp -> v6Only(socket, 0, irp)).mustSucceed();
        bind(client, socket, "::", 0).mustSucceed();

        connect(socket, "::ffff:10.0.0.2").mustSucceed();

        assertThat(local(client, socket).getAddress()).isEqualTo(IpAddress.of("10.0.0.1").mapped());
        assertThat(remote(client, socket)).isEqualTo(address("::ffff:10.0.0.2", PORT));
    }

    @Test
    void theWildcardReadsBackAsTheWildcard() {
        long socket = open(client, SocketCategory.CONNECTION);

        bind(client, socket, "::", 5000).mustSucceed();

        assertThat(local(client, socket)).isEqualTo(address("::", 5000));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0.0.0.0, STATUS_SUCCESS",
        "true, 0.0.0.0, STATUS_ADDRESS_ALREADY_EXISTS",
        "true, 10.0.0.2, STATUS_ACCESS_DENIED",
        "false, 10.0.0.2, STATUS_SUCCESS"
    })
    void onlyADualStackSocketStandsInTheWayOfIpv4(boolean dual, String second, NtStatus status) {
        listener(dual);
        long other = server.open(SocketCategory.LISTEN, 0);
        SocketAddress local = Peer.address(IpAddress.of(second).ipv4(), PORT);

        assertThat(bind(server, other, local).status()).isEqualTo(status);
    }

    @Test
    void theOptionIsOnUntilItIsTurnedOff() {
        long socket = open(client, SocketCategory.LISTEN);
        assertThat(isV6Only(socket)).isEqualTo(1);

        client.begin(irp -> v6Only(socket, 0, irp)).mustSucceed();
        assertThat(isV6Only(socket)).isZero();

        client.begin(irp -> v6Only(socket, 7, irp)).mustSucceed();
        assertThat(isV6Only(socket)).isEqualTo(1);
    }

    @Test
    void theOptionCannotBeChangedOnceTheSocketIsBound() {
        long socket = open(client, SocketCategory.LISTEN);
        bind(client, socket, "::", PORT).mustSucceed();

        assertThat(client.begin(irp -> v6Only(socket, 0, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(isV6Only(socket)).isEqualTo(1);
    }

    @Test
    void aSocketOfIpv4OrABasicOneHasNoSuchOption() {
        long ofIpv4 = client.open(SocketCategory.LISTEN, 0);
        long basic = open(client, SocketCategory.BASIC);

        assertThat(client.begin(irp -> v6Only(ofIpv4, 0, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(client.begin(irp -> v6Only(basic, 0, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(
            value = SocketCategory.class,
            names = {"LISTEN", "CONNECTION", "STREAM", "DATAGRAM"})
    void socketsOfEveryCategoryAreBoundToIpv6(SocketCategory category) {
        long socket = open(server, category);

        bind(server, socket, "fd00::2", PORT).mustSucceed();

        assertThat(local(server, socket)).isEqualTo(address("fd00::2", PORT));
    }

    @Test
    void datagramsTravelOverIpv6() {
        long to = open(server, SocketCategory.DATAGRAM);
        bind(server, to, "::", PORT).mustSucceed();
        long from = open(client, SocketCategory.DATAGRAM);
        bind(client, from, "::", 5000).mustSucceed();
        BufferRef buffer = server.buffer(16);
        BufferRef data = client.buffer("text");

        client.begin(irp -> Peer.sendTo(from, data, address("fd00::2", PORT), irp)).mustSucceed();
        Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));

        assertThat(server.text(buffer, receive.information())).isEqualTo("text");
        assertThat(receive.out(WskReceiveFrom.Out.class).getRemoteAddress())
                .isEqualTo(address("fd00::1", 5000));
    }

    @Test
    void aDualStackDatagramSocketSendsAndReceivesOverBoth() {
        long to = open(server, SocketCategory.DATAGRAM);
        server.begin(irp -> v6Only(to, 0, irp)).mustSucceed();
        bind(server, to, "::", PORT).mustSucceed();
        long ofIpv4 = client.datagrams(5000, 0);
        BufferRef buffer = server.buffer(16);

        client.sendTo(ofIpv4, SERVER, PORT, "question").mustSucceed();
        Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));
        SocketAddress sender = receive.out(WskReceiveFrom.Out.class).getRemoteAddress();
        assertThat(sender).isEqualTo(address("::ffff:10.0.0.1", 5000));

        BufferRef answer = server.buffer("answer");
        server.begin(irp -> Peer.sendTo(to, answer, sender, irp)).mustSucceed();
        BufferRef back = client.buffer(16);
        Op got = client.begin(irp -> Peer.receiveFrom(ofIpv4, back, irp));
        assertThat(client.text(back, got.information())).isEqualTo("answer");
    }

    private long listener(boolean isDualStack) {
        long socket = open(server, SocketCategory.LISTEN);
        if (isDualStack) {
            server.begin(irp -> v6Only(socket, 0, irp)).mustSucceed();
        }
        bind(server, socket, "::", PORT).mustSucceed();
        return socket;
    }

    private static long open(Peer peer, SocketCategory category) {
        long registered = peer.client();
        return peer.begin(irp ->
                        Peer.socket(registered, category, 0, irp).toBuilder()
                                .setAddressFamily(AF_INET6)
                                .build())
                .information();
    }

    private static Op bind(Peer peer, long socket, String ip, int port) {
        return bind(peer, socket, address(ip, port));
    }

    private static Op bind(Peer peer, long socket, SocketAddress local) {
        return peer.begin(irp ->
                WskBind.newBuilder().setSocket(socket).setLocalAddress(local).setIrp(irp).build());
    }

    private Op connect(long socket, String ip) {
        return client.begin(irp ->
                WskConnect.newBuilder()
                        .setSocket(socket)
                        .setRemoteAddress(address(ip, PORT))
                        .setIrp(irp)
                        .build());
    }

    private Op socketConnect(String local, SocketAddress remote) {
        long registered = client.client();
        return client.begin(irp ->
                WskSocketConnect.newBuilder()
                        .setClient(registered)
                        .setSocketType(1)
                        .setProtocol(6)
                        .setLocalAddress(address(local, 0))
                        .setRemoteAddress(remote)
                        .setIrp(irp)
                        .build());
    }

    private static SocketAddress address(String text, int port) {
        IpAddress ip = IpAddress.of(text);
        SocketAddress.Builder address =
                SocketAddress.newBuilder().setFamily(AF_INET6).setPort(port);
        return ip.equals(IpAddress.ANY_IPV6)
                ? address.build()
                : address.setAddress(ip.mapped()).build();
    }

    private static GeneratedMessage v6Only(long socket, int value, long irp) {
        return Ipv6V6only.newBuilder()
                .setSocket(socket)
                .setRequestType(Codes.SET)
                .setInputBuffer(value)
                .setIrp(irp)
                .build();
    }

    private int isV6Only(long socket) {
        return client.begin(irp ->
                        Ipv6V6only.newBuilder()
                                .setSocket(socket)
                                .setRequestType(Codes.GET)
                                .setIrp(irp)
                                .build())
                .out(Ipv6V6only.Out.class)
                .getOutputBuffer();
    }

    private static SocketAddress local(Peer peer, long socket) {
        return peer.begin(irp ->
                        WskGetLocalAddress.newBuilder().setSocket(socket).setIrp(irp).build())
                .out(WskGetLocalAddress.Out.class)
                .getLocalAddress();
    }

    private static SocketAddress remote(Peer peer, long socket) {
        return peer.begin(irp ->
                        WskGetRemoteAddress.newBuilder().setSocket(socket).setIrp(irp).build())
                .out(WskGetRemoteAddress.Out.class)
                .getRemoteAddress();
    }
}
