package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_FORCED_CLOSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_ADDRESS;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_BUFFER_SIZE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskSendMessages;
import dev.irpflow.protocol.wsk.WskSendTo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagram sockets with IRPs: sending, receiving, closing. */
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

    // The next datagram that lies at a socket of the client.
}
