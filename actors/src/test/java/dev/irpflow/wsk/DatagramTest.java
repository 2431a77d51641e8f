package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_FORCED_CLOSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_ADDRESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_BUFFER_SIZE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskSetRemoteAddress;
import dev.irpflow.protocol.wsk.SioWskSetSendtoAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskSendMessages;
import dev.irpflow.protocol.wsk.WskSendTo;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagram sockets with IRPs: sending, receiving, fixed addresses, closing. */
class DatagramTest {
    private static final int HERE = 5000;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDatagramReachesTheReceiveThatWaitsWithItsSender(boolean pended) {
        long to = server.datagrams(PORT, 0);
        long from = client.datagrams(HERE, 0);
        if (pended) {
            world.pendAll();
        }
        BufferRef buffer = server.buffer(16);
        Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));
        assertThat(receive.returned()).isEqualTo(STATUS_PENDING);

        Op send = client.sendTo(from, SERVER, PORT, "text");

        assertThat(send.returned()).isEqualTo(pended ? STATUS_PENDING : STATUS_SUCCESS);
        assertThat(send.information()).isEqualTo(4);
        assertThat(receive.information()).isEqualTo(4);
        assertThat(server.text(buffer, 4)).isEqualTo("text");
        WskReceiveFrom.Out out = receive.out(WskReceiveFrom.Out.class);
        assertThat(out.getRemoteAddress()).isEqualTo(Peer.address(CLIENT, HERE));
        assertThat(out.getControlFlags()).isZero();
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasComeBeforeIsReceivedOneDatagramAtATimeInOrder(boolean pended) {
        long to = server.datagrams(PORT, 0);
        long from = client.datagrams(0, 0);
        client.sendTo(from, SERVER, PORT, "one");
        client.sendTo(from, SERVER, PORT, "");
        client.sendTo(from, SERVER, PORT, "three");
        if (pended) {
            world.pendAll();
        }

        for (String text : List.of("one", "", "three")) {
            BufferRef buffer = server.buffer(16);
            Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));
            assertThat(receive.returned()).isEqualTo(pended ? STATUS_PENDING : STATUS_SUCCESS);
            assertThat(server.text(buffer, receive.information())).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "4, 0", "3, 256", "0, 256"})
    void ofADatagramThatIsTooLargeTheRestIsLostAndAFlagSaysSo(int room, int flags) {
        long to = server.datagrams(PORT, 0);
        long from = client.datagrams(0, 0);
        client.sendTo(from, SERVER, PORT, "data");
        client.sendTo(from, SERVER, PORT, "next");
        BufferRef buffer = room == 0 ? BufferRef.getDefaultInstance() : server.buffer(room);

        Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));

        assertThat(receive.information()).isEqualTo(Math.min(4, room));
        assertThat(receive.out(WskReceiveFrom.Out.class).getControlFlags()).isEqualTo(flags);
        BufferRef after = server.buffer(8);
        server.begin(irp -> Peer.receiveFrom(to, after, irp)).mustSucceed();
        assertThat(server.text(after, 4)).isEqualTo("next");
    }

    @Test
    void theLengthOfControlInformationIsWrittenWhereItIsAskedFor() {
        long to = server.datagrams(PORT, 0);
        client.sendTo(client.datagrams(0, 0), SERVER, PORT, "data");

        Op receive =
                server.begin(irp ->
                        WskReceiveFrom.newBuilder()
                                .setSocket(to)
                                .setBuffer(server.buffer(8))
                                .setControlLength(64)
                                .setIrp(irp)
                                .build());

        WskReceiveFrom.Out out = receive.out(WskReceiveFrom.Out.class);
        assertThat(out.hasControlLength()).isTrue();
        assertThat(out.getControlLength()).isZero();
    }

    @Test
    void aReceiveThatIsCancelledTakesNothing() {
        long to = server.datagrams(PORT, 0);
        Op first = server.begin(irp -> Peer.receiveFrom(to, server.buffer(8), irp));
        Op second = server.begin(irp -> Peer.receiveFrom(to, server.buffer(8), irp));

        server.cancel(first);
        client.sendTo(client.datagrams(0, 0), SERVER, PORT, "data");

        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(second.information()).isEqualTo(4);
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, true, STATUS_INVALID_PARAMETER",
        "0, 0, false, STATUS_INVALID_PARAMETER",
        "0, 8, true, STATUS_NOT_SUPPORTED"
    })
    void badSendsAreRefused(int flags, int control, boolean named, NtStatus status) {
        long from = client.datagrams(0, 0);

        Op send =
                client.begin(irp -> {
                    WskSendTo.Builder request =
                            WskSendTo.newBuilder()
                                    .setSocket(from)
                                    .setBuffer(client.buffer("data"))
                                    .setFlags(flags)
                                    .setControlInfoLength(control)
                                    .setIrp(irp);
                    return named
                            ? request.setRemoteAddress(Peer.address(SERVER, PORT)).build()
                            : request.build();
                });

        assertThat(send.returned()).isEqualTo(status);
        assertThat(send.status()).isEqualTo(status);
    }

    @Test
    void whatIsNoAddressOrTooLargeIsRefused() {
        long from = client.datagrams(0, 0);
        SocketAddress wrong = SocketAddress.newBuilder().setFamily(23).setPort(PORT).build();
        BufferRef large = client.buffer(65_508);

        assertThat(client.begin(irp -> Peer.sendTo(from, client.buffer("x"), wrong, irp)).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
        assertThat(
                        client.begin(irp ->
                                        Peer.sendTo(from, large, Peer.address(SERVER, PORT), irp))
                                .status())
                .isEqualTo(STATUS_INVALID_BUFFER_SIZE);
    }

    @Test
    void aListOfMessagesIsADatagramEach() {
        long to = server.datagrams(PORT, 0);
        long from = client.datagrams(0, 0);
        List<BufferRef> list =
                List.of(client.buffer("one"), client.buffer("two"), client.buffer("three"));

        Op send =
                client.begin(irp -> Peer.sendMessages(from, list, Peer.address(SERVER, PORT), irp));

        assertThat(send.information()).isEqualTo(11);
        for (String text : List.of("one", "two", "three")) {
            BufferRef buffer = server.buffer(16);
            Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));
            assertThat(server.text(buffer, receive.information())).isEqualTo(text);
        }
    }

    @Test
    void aListOfMessagesEndsWithTheOneThatCannotBeSent() {
        long from = client.datagrams(0, 0);
        List<BufferRef> list =
                List.of(client.buffer("one"), client.buffer(65_508), client.buffer("three"));

        Op send =
                client.begin(irp -> Peer.sendMessages(from, list, Peer.address(SERVER, PORT), irp));

        assertThat(send.status()).isEqualTo(STATUS_INVALID_BUFFER_SIZE);
        assertThat(send.end().information()).isEqualTo(3);
    }

    @Test
    void aListOfNothingIsRefused() {
        long from = client.datagrams(0, 0);

        Op send =
                client.begin(
                        irp -> WskSendMessages.newBuilder().setSocket(from).setIrp(irp).build());

        assertThat(send.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void aFixedRemoteAddressIsWhereAllGoesAndTheOnlyOneFromWhichSomethingComes() {
        long x = server.datagrams(PORT, 0);
        long y = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atX = server.buffer(8);
        BufferRef atY = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        client.sendTo(socket, SERVER, PORT + 1, "to y").mustSucceed();
        server.begin(irp -> Peer.receiveFrom(x, atX, irp)).mustSucceed();
        server.begin(irp -> Peer.receiveFrom(y, atY, irp)).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "from y");
        server.sendTo(x, CLIENT, HERE, "from x");

        assertThat(server.text(atX, 4)).isEqualTo("text");
        assertThat(server.text(atY, 4)).isEqualTo("to y");
        assertThat(received(socket)).isEqualTo("from x");
    }

    @Test
    void aFixedRemoteAddressThatIsClearedCountsNoMore() {
        long x = server.datagrams(PORT, 0);
        long y = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "early");

        fix(remote(socket, null)).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "late");

        assertThat(received(socket)).isEqualTo("late");
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(x).isNotZero();
    }

    @Test
    void aFixedDestinationFiltersNothing() {
        long x = server.datagrams(PORT, 0);
        long z = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(destination(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atX = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        server.sendTo(z, CLIENT, HERE, "from z");
        server.begin(irp -> Peer.receiveFrom(x, atX, irp)).mustSucceed();

        assertThat(server.text(atX, 4)).isEqualTo("text");
        assertThat(received(socket)).isEqualTo("from z");
        fix(destination(socket, null)).mustSucceed();
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void ofTwoFixedAddressesThatForSendingCountsWhereSomethingIsSent() {
        long z = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(destination(socket, Peer.address(SERVER, PORT + 1))).mustSucceed();
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atZ = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        server.begin(irp -> Peer.receiveFrom(z, atZ, irp)).mustSucceed();

        assertThat(server.text(atZ, 4)).isEqualTo("text");
    }

    @Test
    void anAddressIsFixedOnABoundDatagramSocketOnly() {
        long unbound = client.open(SocketCategory.DATAGRAM, 0);
        long connection = client.bound(SocketCategory.CONNECTION, 0);
        long socket = client.datagrams(0, 0);
        SocketAddress address = Peer.address(SERVER, PORT);

        assertThat(fix(remote(unbound, address)).status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(fix(destination(connection, address)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(fix(remote(socket, Peer.address(SERVER, 0))).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
        assertThat(fix(destination(socket, Peer.address(0, PORT))).status())
                .isEqualTo(STATUS_INVALID_ADDRESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAddressMayBeFixedLater() {
        long socket = client.datagrams(0, 0);
        world.pendAll();

        Op op = fix(destination(socket, Peer.address(SERVER, PORT)));

        assertThat(op.returned()).isEqualTo(STATUS_PENDING);
        assertThat(op.status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aControlCodeThatAFaultFailsEndsItsIrpAndFixesNothing() {
        long socket = client.datagrams(0, 0);
        world.failNext("SIO_WSK_SET_REMOTE_ADDRESS", NtStatus.STATUS_INSUFFICIENT_RESOURCES);

        Op op = fix(remote(socket, Peer.address(SERVER, PORT)));

        assertThat(op.status()).isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSocketBoundToAnyAddressHasAPortAndNoAddress() {
        long socket = client.datagrams(0, 0);

        Op get =
                client.begin(irp ->
                        WskGetLocalAddress.newBuilder().setSocket(socket).setIrp(irp).build());

        SocketAddress local = get.out(WskGetLocalAddress.Out.class).getLocalAddress();
        assertThat(local.getPort()).isNotZero();
        assertThat(local.getAddress()).isEmpty();
    }

    @Test
    void closingEndsReceivesFirstAndGivesThePortBack() {
        long socket = server.datagrams(PORT, 0);
        Op first = server.begin(irp -> Peer.receiveFrom(socket, server.buffer(8), irp));
        Op second = server.begin(irp -> Peer.receiveFrom(socket, server.buffer(8), irp));

        Op close = server.begin(irp -> Peer.close(socket, irp));

        assertThat(first.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(second.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(close.mustSucceed().end().number()).isGreaterThan(second.end().number());
        assertThat(server.datagrams(PORT, 0)).isNotZero();
        assertThat(server.canDeregister()).isFalse(); // one socket is open
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSocketWhoseEndpointIsLostEndsItsReceivesAndOnlyCloses() {
        long socket = server.datagrams(PORT, 0);
        Op receive = server.begin(irp -> Peer.receiveFrom(socket, server.buffer(8), irp));
        world.failNext("UdpSend", NtStatus.STATUS_INVALID_HANDLE);

        server.sendTo(socket, CLIENT, PORT, "data");

        assertThat(receive.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(server.sendTo(socket, CLIENT, PORT, "data").status())
                .isEqualTo(STATUS_FILE_FORCED_CLOSED);
        server.begin(irp -> Peer.close(socket, irp)).mustSucceed();
    }

    @Test
    void whatWasReceivedMakesRoomForMore() {
        long to = server.datagrams(PORT, 0);
        long from = client.datagrams(0, 0);
        String large = "x".repeat(30_000);
        for (int i = 0; i < 4; i++) { // the transport keeps two of them
            client.sendTo(from, SERVER, PORT, large);
        }
        BufferRef buffer = server.buffer(30_000);
        server.begin(irp -> Peer.receiveFrom(to, buffer, irp)).mustSucceed();
        server.begin(irp -> Peer.receiveFrom(to, buffer, irp)).mustSucceed();
        Op third = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));
        assertThat(third.hasEnded()).isFalse();

        client.sendTo(from, SERVER, PORT, large);

        assertThat(third.information()).isEqualTo(30_000);
    }

    private Op fix(LongFunction<GeneratedMessage> request) {
        return client.begin(request);
    }

    private static LongFunction<GeneratedMessage> remote(
            long socket, @Nullable SocketAddress address) {
        return irp -> {
            var request = SioWskSetRemoteAddress.newBuilder().setSocket(socket).setIrp(irp);
            return address == null ? request.build() : request.setRemoteAddress(address).build();
        };
    }

    private static LongFunction<GeneratedMessage> destination(
            long socket, @Nullable SocketAddress address) {
        return irp -> {
            var request = SioWskSetSendtoAddress.newBuilder().setSocket(socket).setIrp(irp);
            return address == null ? request.build() : request.setRemoteAddress(address).build();
        };
    }

    private Op sendUnnamed(long socket) {
        BufferRef data = client.buffer("text");
        return client.begin(irp -> Peer.sendTo(socket, data, null, irp));
    }

    // The next datagram that lies at a socket of the client.
    private String received(long socket) {
        BufferRef buffer = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receiveFrom(socket, buffer, irp));
        return client.text(buffer, receive.information());
    }
}
