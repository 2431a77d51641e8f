package dev.irpflow.tcpip;

import static dev.irpflow.protocol.status.NtStatus.STATUS_ADDRESS_ALREADY_EXISTS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_ADDRESS_COMPONENT;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_BUFFER_SIZE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NETWORK_UNREACHABLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.network.FrameKind;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.protocol.tcpip.UdpBind;
import dev.irpflow.protocol.tcpip.UdpClose;
import dev.irpflow.protocol.tcpip.UdpReceived;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams: whom they reach, and what becomes of those that reach nobody. */
final class DatagramTest {
    private static final int PORT = 7000;
    private static final int SECOND = IpAddress.of("10.0.0.3").ipv4();

    private final TcpWorld world = new TcpWorld();
    private final DatagramTalker client = world.startDatagrams("client", CLIENT);
    private final DatagramTalker server = world.startDatagrams("server", SERVER, SECOND);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_472, 1_473, 9_000, 65_507})
    void aDatagramArrivesWholeWithItsSender(int octets) {
        server.bind(0, PORT);
        long from = client.bind(0, 5000);
        byte[] data = new byte[octets];
        Arrays.fill(data, (byte) 7);

        assertThat(client.send(from, SERVER, PORT, ByteString.copyFrom(data)))
                .isEqualTo(STATUS_SUCCESS);
        world.run();

        assertThat(server.received).hasSize(1);
        UdpReceived told = server.received.getFirst();
        assertThat(told.getData()).isEqualTo(ByteString.copyFrom(data));
        assertThat(told.getRemote()).isEqualTo(Talker.address(CLIENT, 5000));
        assertThat(told.getLength()).isEqualTo(octets + 8);
    }

    @Test
    void anAnswerFindsTheSender() {
        long to = server.bind(0, PORT);
        UdpBind.Out from = client.bind(UdpBind.newBuilder().setLocal(Talker.address(0, 0)));
        client.send(from.getEndpoint(), SERVER, PORT, "question");
        world.run();
        UdpReceived told = server.received.getFirst();

        server.send(to, told.getRemote().getIp(), told.getRemote().getPort(), "answer");
        world.run();

        assertThat(client.texts()).containsExactly("answer");
        assertThat(told.getRemote().getPort()).isEqualTo(from.getLocal().getPort());
    }

    @Test
    void moreThanADatagramHoldsIsRefused() {
        long from = client.bind(0, 0);

        assertThat(client.send(from, SERVER, PORT, ByteString.copyFrom(new byte[65_508])))
                .isEqualTo(STATUS_INVALID_BUFFER_SIZE);
        assertThat(world.sent("client", FrameKind.UDP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 7000", "10.0.0.2, 0", "10.0.0.2, 65536", "10.0.0.2, -1"})
    void noDatagramGoesToHalfAnAddress(String ip, int port) {
        long from = client.bind(0, 0);

        assertThat(client.send(from, IpAddress.of(ip).ipv4(), port, "text"))
                .isEqualTo(STATUS_INVALID_ADDRESS_COMPONENT);
    }

    @Test
    void anEndpointOfOneNetReachesNoOtherThanIt() {
        long from = client.bind(IpAddress.LOOPBACK_IPV4.ipv4(), 0);

        assertThat(client.send(from, SERVER, PORT, "text")).isEqualTo(STATUS_NETWORK_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1"})
    void aMachineReachesItself(String ip) {
        client.bind(0, PORT);
        long from = client.bind(0, 0);

        client.send(from, IpAddress.of(ip).ipv4(), PORT, "text");
        world.run();

        assertThat(client.texts()).containsExactly("text");
        assertThat(client.received.getFirst().getRemote().getIp())
                .isEqualTo(IpAddress.of(ip).ipv4());
    }

    @Test
    void aDatagramForAPortThatNobodyHasIsDroppedWithoutAnAnswer() {
        server.bind(0, PORT + 1);
        long from = client.bind(0, 0);

        assertThat(client.send(from, SERVER, PORT, "text")).isEqualTo(STATUS_SUCCESS);
        world.run();

        assertThat(server.received).isEmpty();
        assertThat(world.frames).hasSize(1);
    }

    @Test
    void theEndpointOfJustThisAddressComesBeforeThatOfAny() {
        long any = server.bind(0, PORT);
        long specific =
                server.bind(UdpBind.newBuilder().setLocal(Talker.address(SECOND, PORT + 1)))
                        .getEndpoint();
        long wildcard = server.bind(0, PORT + 1);
        long from = client.bind(0, 0);

        client.send(from, SECOND, PORT + 1, "to one");
        client.send(from, SERVER, PORT + 1, "to any");
        client.send(from, SECOND, PORT, "to any of another port");
        world.run();

        assertThat(server.received.stream().map(UdpReceived::getEndpoint))
                .containsExactly(specific, wildcard, any);
    }

    @Test
    void portsAreSharedAsTheTableSaysAndAreOthersThanThoseOfTcp() {
        server.bind(0, PORT);

        assertThat(server.tryBind(bindTo(0))).isEqualTo(STATUS_ADDRESS_ALREADY_EXISTS);
        assertThat(server.status(TcpBind.newBuilder().setLocal(Talker.address(0, PORT)).build()))
                .isEqualTo(STATUS_SUCCESS);
        assertThat(server.tryBind(bindTo(CLIENT))).isEqualTo(STATUS_INVALID_ADDRESS_COMPONENT);
    }

    @Test
    void whereTwoShareAnAddressTheFirstHasItsDatagrams() {
        long first = server.bind(bindTo(0).setSharing(TcpSharing.TCP_SHARING_REUSE)).getEndpoint();
        long second = server.bind(bindTo(0).setSharing(TcpSharing.TCP_SHARING_REUSE)).getEndpoint();
        long from = client.bind(0, 0);
        client.send(from, SERVER, PORT, "one");
        world.run();

        server.close(first);
        client.send(from, SERVER, PORT, "two");
        world.run();

        assertThat(server.received.stream().map(UdpReceived::getEndpoint))
                .containsExactly(first, second);
    }

    @Test
    void whatDoesNotFitTheReceiveBufferIsDroppedUntilThereIsRoomAgain() {
        server.consumes = false;
        long to = server.bind(bindTo(0).setReceiveBuffer(20)).getEndpoint();
        long from = client.bind(0, 0);
        client.send(from, SERVER, PORT, "ab"); // 10 octets with its header
        client.send(from, SERVER, PORT, "abc");
        client.send(from, SERVER, PORT, "cd");
        world.run();
        assertThat(server.texts()).containsExactly("ab", "cd");
        client.send(from, SERVER, PORT, "");
        world.run();
        assertThat(server.received).hasSize(2);

        assertThat(server.consume(to, 10)).isEqualTo(STATUS_SUCCESS);
        client.send(from, SERVER, PORT, "ef");
        world.run();

        assertThat(server.texts()).containsExactly("ab", "cd", "ef");
        assertThat(server.consume(to, 21)).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(server.consume(to, 20)).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void whatIsConsumedWithinTheIndicationTakesNoRoom() {
        server.bind(bindTo(0).setReceiveBuffer(20));
        long from = client.bind(0, 0);

        for (int i = 0; i < 5; i++) {
            client.send(from, SERVER, PORT, "0123456789");
            world.run();
        }

        assertThat(server.received).hasSize(5);
    }

    @Test
    void anEndpointThatIsClosedIsNoMore() {
        long to = server.bind(0, PORT);
        long from = client.bind(0, 0);
        client.send(from, SERVER, PORT, "late");
        assertThat(server.close(to)).isEqualTo(STATUS_SUCCESS);
        world.run();

        assertThat(server.received).isEmpty();
        assertThat(server.send(to, CLIENT, PORT, "text")).isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(server.consume(to, 0)).isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(server.close(to)).isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(server.tryBind(bindTo(0).setSharing(TcpSharing.TCP_SHARING_EXCLUSIVE)))
                .isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void anEndpointMayBeClosedWithinAnIndication() {
        long to = server.bind(0, PORT);
        server.within = UdpClose.newBuilder().setEndpoint(to).build();
        long from = client.bind(0, 0);

        client.send(from, SERVER, PORT, "first");
        client.send(from, SERVER, PORT, "second");
        world.run();

        assertThat(server.texts()).containsExactly("first");
    }

    @Test
    void whatIsLostIsNotSentAgain() {
        server.bind(0, PORT);
        long from = client.bind(0, 0);
        world.loseNext("client", FrameKind.UDP, 1);

        client.send(from, SERVER, PORT, "one");
        client.send(from, SERVER, PORT, "two");
        world.run();

        assertThat(server.texts()).containsExactly("two");
        assertThat(world.sent("client", FrameKind.UDP)).hasSize(2);
    }

    @Test
    void aBadNetworkLosesDoublesAndReordersAndChangesNothing() {
        Set<String> seen = new LinkedHashSet<>();
        LinkSettings bad =
                LinkSettings.LAN.losing(0.1).duplicating(0.1).reordering(0.2, 5 * TcpWorld.MS);
        for (long seed = 1; seed <= 40; seed++) {
            TcpWorld rough = new TcpWorld(bad, seed, 0);
            DatagramTalker sender = rough.startDatagrams("client", CLIENT);
            DatagramTalker taker = rough.startDatagrams("server", SERVER);
            taker.bind(0, PORT);
            long from = sender.bind(0, 0);
            for (String text : "a b c d e".split(" ")) {
                sender.send(from, SERVER, PORT, text);
            }
            rough.run();

            assertThat(taker.texts()).isSubsetOf("a", "b", "c", "d", "e");
            seen.add(taker.received.size() < 5 ? "fewer" : "as many or more");
            seen.add(
                    taker.texts().stream().distinct().count() < taker.received.size()
                            ? "twice"
                            : "once");
            seen.add(
                    taker.texts().stream().sorted().toList().equals(taker.texts())
                            ? "in order"
                            : "overtaken");
        }
        assertThat(seen)
                .contains("fewer", "as many or more", "twice", "once", "in order", "overtaken");
    }

    private static UdpBind.Builder bindTo(int ip) {
        return UdpBind.newBuilder().setLocal(Talker.address(ip, PORT));
    }
}
