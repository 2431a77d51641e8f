package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.choice.Choice.Alternative;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskBind;
import dev.irpflow.protocol.wsk.WskControlSocket;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import dev.irpflow.protocol.wsk.WskSendTo;
import dev.irpflow.protocol.wsk.WskTransportListChange;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each status that no page names, in each way that a scenario can choose. */
final class WskStatusTest {
    private static final int HERE = 5000;
    private static final int WSK_IOCTL = 2;
    private static final int SO_REUSEADDR = 0x4;

    static Stream<Arguments> alternatives() {
        return Arrays.stream(WskStatus.values())
                .filter(point -> point != WskStatus.OVERDUE_VERDICT) // ConditionalAcceptTest
                .flatMap(point ->
                        point.statement().alternatives().stream()
                                .map(Alternative::word)
                                .map(word -> Arguments.of(point, word)));
    }

    @ParameterizedTest
    @MethodSource("alternatives")
    void aStatusThatNoPageNamesIsTheOneThatIsChosen(WskStatus point, String word) {
        WskWorld world = new WskWorld(Choices.USUAL.with(point, word));

        assertThat(status(point, world)).isEqualTo(NtStatus.valueOf(word));
        assertThat(world.host.isWell()).isTrue();
    }

    private static NtStatus status(WskStatus point, WskWorld world) {
        return switch (point) {
            case WRONG_STATE -> receiveUnconnected(world);
            case AFTER_FIRST_SOCKET -> staticsAfterASocket(world);
            case CODE_OF_OTHER_SOCKETS -> reuseOfABasicSocket(world);
            case UNKNOWN_CODE -> control(world, WSK_IOCTL, 0x7777);
            case INVALID_PARAMETER -> bindWithAFlag(world);
            case SHORT_OUTPUT -> control(world, Codes.GET, SO_REUSEADDR);
            case SHORT_NAME_BUFFER -> nameIntoTwoBytes(world);
            case UNKNOWN_NAME_SPACE -> nameOfNobodysSpace(world);
            case NO_TRANSPORT -> socketWithoutTransport(world);
            case INVALID_ADDRESS -> bindToIpv6(world);
            case ADDRESS_COMPONENT -> bindToThePeersAddress(world);
            case NO_PORT_LEFT -> bindAs("TcpBind", NtStatus.STATUS_TOO_MANY_ADDRESSES, world);
            case REFUSED_CONNECTION -> connectToNobody(world);
            case UNANSWERED_CONNECTION -> {
                world.network.cut("client", "server");
                yield connectToNobody(world);
            }
            case UNREACHABLE_ADDRESS -> {
                world.failNext("TcpConnect", NtStatus.STATUS_NETWORK_UNREACHABLE);
                yield connectToNobody(world);
            }
            case RESET_CONNECTION -> receiveFromAPeerThatResets(world);
            case ABORTED_CONNECTION -> receiveWhileAborting(world);
            case ABORTED_SENDS -> sendAborted(world);
            case CLOSED_REQUESTS -> receiveWhileClosed(world);
            case DEREGISTERED_REQUESTS -> changeWhileDeregistered(world);
            case OVERDUE_VERDICT -> throw new IllegalArgumentException(point + " is not here");
            case NO_DESTINATION -> sendToNobody(world);
            case REFUSED_BROADCAST -> sendToAll(world);
            case LONG_DATAGRAM -> sendTooMuch(world);
            case CONTROL_INFORMATION -> sendWithControlInformation(world);
            case TRUNCATED_DATAGRAM -> receiveHalf(world);
            case SILENT_LOOPBACK -> silenceLoopback(world);
        };
    }

    private static NtStatus receiveUnconnected(WskWorld world) {
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        BufferRef into = world.client.buffer(8);
        return world.client.begin(irp -> Peer.receive(socket, into, 0, irp)).status();
    }

    private static NtStatus staticsAfterASocket(WskWorld world) {
        world.client.bound(SocketCategory.CONNECTION, 0);
        return world.client.call(
                Peer.setStaticEvents(world.client.client(), SocketEvent.RECEIVE.bit()));
    }

    private static NtStatus connectToNobody(WskWorld world) {
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        return world.client
                .begin(irp -> world.client.connect(socket, WskWorld.SERVER, 1, irp))
                .status();
    }

    private static NtStatus sendToNobody(WskWorld world) {
        long socket = world.client.datagrams(HERE, 0);
        BufferRef data = world.client.buffer("data");
        return world.client
                .begin(irp ->
                        WskSendTo.newBuilder()
                                .setSocket(socket)
                                .setBuffer(data)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus receiveHalf(WskWorld world) {
        long to = world.server.datagrams(WskWorld.PORT, 0);
        world.client.sendTo(
                world.client.datagrams(HERE, 0), WskWorld.SERVER, WskWorld.PORT, "data");
        BufferRef into = world.server.buffer(2);
        return world.server.begin(irp -> Peer.receiveFrom(to, into, irp)).status();
    }

    private static NtStatus sendAborted(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        BufferRef data = world.client.buffer("data");
        Op send = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);
        world.client.beginLater(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp));
        Phase.pass(world);
        return send.status();
    }

    private static NtStatus receiveWhileClosed(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        BufferRef into = world.client.buffer(8);
        Op receive = world.client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        world.client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();
        return receive.status();
    }

    private static NtStatus reuseOfABasicSocket(WskWorld world) {
        long socket = world.client.open(SocketCategory.BASIC, 0);
        return world.client.begin(irp -> Codes.setReuse(socket, 1, irp)).status();
    }

    private static NtStatus control(WskWorld world, int type, int code) {
        long socket = world.client.open(SocketCategory.CONNECTION, 0);
        return world.client
                .begin(irp ->
                        WskControlSocket.newBuilder()
                                .setSocket(socket)
                                .setRequestType(type)
                                .setControlCode(code)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus bindWithAFlag(WskWorld world) {
        long socket = world.client.open(SocketCategory.CONNECTION, 0);
        return world.client
                .begin(irp ->
                        WskBind.newBuilder()
                                .setSocket(socket)
                                .setLocalAddress(Peer.address(0, 0))
                                .setFlags(1)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus bind(WskWorld world, SocketAddress to) {
        long socket = world.client.open(SocketCategory.CONNECTION, 0);
        return world.client
                .begin(irp ->
                        WskBind.newBuilder()
                                .setSocket(socket)
                                .setLocalAddress(to)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus bindAs(String routine, NtStatus failure, WskWorld world) {
        world.failNext(routine, failure);
        return bind(world, Peer.address(0, 0));
    }

    private static NtStatus bindToIpv6(WskWorld world) {
        return bind(world, SocketAddress.newBuilder().setFamily(23).build());
    }

    private static NtStatus bindToThePeersAddress(WskWorld world) {
        return bind(world, Peer.address(WskWorld.SERVER, 0));
    }

    private static NtStatus nameIntoTwoBytes(WskWorld world) {
        long client = world.client.client();
        return world.client
                .begin(irp ->
                        WskGetNameInfo.newBuilder()
                                .setClient(client)
                                .setSockAddr(Peer.address(WskWorld.SERVER, 0))
                                .setSockAddrLength(16)
                                .setNodeName(2)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus nameOfNobodysSpace(WskWorld world) {
        long client = world.client.client();
        return world.client
                .begin(irp ->
                        WskGetAddressInfo.newBuilder()
                                .setClient(client)
                                .setNodeName("server")
                                .setNameSpace(99)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus socketWithoutTransport(WskWorld world) {
        Transports.remove(world.client.machine, TransportProtocol.TCP);
        world.client.client();
        return world.client
                .begin(irp -> world.client.socket(SocketCategory.CONNECTION, 0, irp))
                .status();
    }

    private static NtStatus receiveFromAPeerThatResets(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        BufferRef into = world.client.buffer(8);
        Op receive = world.client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        world.server.begin(irp -> Peer.disconnect(ends.server(), Peer.ABORTIVE, irp));
        return receive.status();
    }

    private static NtStatus receiveWhileAborting(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        BufferRef into = world.client.buffer(8);
        Op receive = world.client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        world.client.begin(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp));
        return receive.status();
    }

    private static NtStatus changeWhileDeregistered(WskWorld world) {
        long client = world.client.client();
        Op change =
                world.client.begin(irp ->
                        WskTransportListChange.newBuilder().setClient(client).setIrp(irp).build());
        assertThat(world.client.canDeregister()).isTrue();
        return change.status();
    }

    private static NtStatus sendToAll(WskWorld world) {
        long socket = world.client.datagrams(HERE, 0);
        return world.client
                .sendTo(socket, IpAddress.BROADCAST.ipv4(), WskWorld.PORT, "all")
                .status();
    }

    private static NtStatus sendTooMuch(WskWorld world) {
        long socket = world.client.datagrams(HERE, 0);
        BufferRef data = world.client.buffer(65_536);
        SocketAddress to = Peer.address(WskWorld.SERVER, WskWorld.PORT);
        return world.client.begin(irp -> Peer.sendTo(socket, data, to, irp)).status();
    }

    private static NtStatus sendWithControlInformation(WskWorld world) {
        long socket = world.client.datagrams(HERE, 0);
        BufferRef data = world.client.buffer("data");
        return world.client
                .begin(irp ->
                        WskSendTo.newBuilder()
                                .setSocket(socket)
                                .setBuffer(data)
                                .setRemoteAddress(Peer.address(WskWorld.SERVER, WskWorld.PORT))
                                .setControlInfoLength(8)
                                .setControlInfo(world.client.buffer(8))
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus silenceLoopback(WskWorld world) {
        Peer client = world.client;
        long listener = client.listener(WskWorld.PORT, 0);
        client.begin(irp -> client.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        int loopback = IpAddress.LOOPBACK_IPV4.ipv4();
        client.begin(irp -> client.connect(socket, loopback, WskWorld.PORT, irp)).mustSucceed();
        return client.begin(irp -> Codes.silentMode(socket, irp)).status();
    }
}
