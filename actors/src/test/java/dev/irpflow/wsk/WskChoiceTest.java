package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NO_MATCH;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.PsImpersonateClient;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskSetRemoteAddress;
import dev.irpflow.protocol.wsk.SioWskSetSendtoAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskDisconnectEvent;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WSK does where the documentation leaves it open, in each way that a scenario can choose. */
final class WskChoiceTest {
    private static final int HERE = 5000;

    @ParameterizedTest
    @CsvSource({"status, true", "zero, false"})
    void theStatusOfANameIsInInformationIfItIsChosen(String word, boolean told) {
        WskWorld world = world(WskChoice.INFORMATION_OF_NAMES, word);
        long client = world.client.client();

        Op unknown =
                world.client.begin(irp -> addresses(client, irp).setNodeName("nobody").build());

        assertThat(unknown.status()).isEqualTo(STATUS_NO_MATCH);
        assertThat(unknown.end().information())
                .isEqualTo(told ? Integer.toUnsignedLong(NtStatus.STATUS_NO_MATCH_VALUE) : 0);
    }

    // NameResolutionTest has all rows of the page.
    @ParameterizedTest
    @CsvSource({
        "as-page, 0, 0, false, true",
        "as-page, 7, 9, false, true",
        "as-page, 7, 9, true, false",
        "as-header, 0, 0, false, true",
        "as-header, 0, 0, true, true",
        "as-header, 7, 0, false, false",
        "as-header, 0, 9, true, true",
        "as-header, 7, 9, true, true",
        "as-header, 7, 9, false, false",
    })
    void whoActsForAnotherDoesSoAsThePageOrTheHeaderSays(
            String word, long process, long thread, boolean impersonates, boolean sound) {
        WskWorld world = world(WskChoice.OWNING_THREAD, word);
        long client = world.client.client();
        Op[] asked = new Op[1];

        world.client.driver.thread(
                "test",
                me -> {
                    me.call(impersonate(impersonates ? 1 : 0));
                    asked[0] =
                            world.client.within(
                                    me,
                                    irp ->
                                            addresses(client, irp)
                                                    .setNodeName("server")
                                                    .setOwningProcess(process)
                                                    .setOwningThread(thread)
                                                    .build());
                    me.call(impersonate(0));
                });
        world.host.run();

        assertThat(asked[0].status()).isEqualTo(sound ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER);
    }

    @ParameterizedTest
    @CsvSource({"static, 1", "none, 0"})
    void anAcceptedConnectionHasTheStaticCallbacksIfItIsChosen(String word, int events) {
        WskWorld world = world(WskChoice.CALLBACKS_OF_ACCEPTED, word);
        int[] told = new int[1];
        long table = world.server.table(List.of(WskReceiveEvent.class), me -> count(told));

        world.client.send(world.connect(0, table).client(), "data");

        assertThat(told[0]).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({"accept-event, 0", "all, 1"})
    void whatWskAcceptAcceptsInheritsCallbacksIfItIsChosen(String word, int events) {
        WskWorld world = world(WskChoice.INHERITED_CALLBACKS, word);
        Peer server = world.server;
        int[] told = new int[1];
        long table = server.tableThatIsOff(List.of(WskReceiveEvent.class), me -> count(told));
        long listener = server.listener(WskWorld.PORT, 0);
        server.call(Peer.eventCallback(listener, SocketEvent.RECEIVE.bit(), 0));
        server.begin(irp -> server.accept(listener, table, irp));
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        connect(world, socket).mustSucceed();

        world.client.send(socket, "data");

        assertThat(told[0]).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({"after-data, 0", "at-once, 1"})
    void theEndIsToldBeforeDataThatNobodyHasTakenIfItIsChosen(String word, int events) {
        WskWorld world = world(WskChoice.END_BEHIND_DATA, word);
        int[] told = new int[1];
        long table = world.server.table(List.of(WskDisconnectEvent.class), me -> count(told));
        WskWorld.Connected ends = world.connect(0, table);
        world.client.send(ends.client(), "unread");

        world.client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(told[0]).isEqualTo(events);
        BufferRef into = world.server.buffer(8);
        Op receive = world.server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        assertThat(receive.information()).isEqualTo(6);
        assertThat(told[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"kept, true", "dropped, false"})
    void aConnectionThatNobodyAcceptsIsKeptIfItIsChosen(String word, boolean kept) {
        WskWorld world = world(WskChoice.UNACCEPTED_CONNECTIONS, word);
        long listener = world.server.listener(WskWorld.PORT, 0);
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);

        connect(world, socket);
        Op accept = world.server.begin(irp -> world.server.accept(listener, 0, irp));

        assertThat(accept.hasEnded()).isEqualTo(kept);
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"send-to, 446", "remote, 445"})
    void ofTwoFixedAddressesTheOneCountsThatIsChosen(String word, int port) {
        WskWorld world = world(WskChoice.FIXED_DESTINATION, word);
        long socket = world.client.datagrams(HERE, 0);
        long to = world.server.datagrams(port, 0);
        world.client.begin(irp -> remote(socket, 445, irp)).mustSucceed();
        world.client.begin(irp -> destination(socket, 446, irp)).mustSucceed();
        BufferRef data = world.client.buffer("text");
        BufferRef into = world.server.buffer(8);

        world.client.begin(irp -> Peer.sendTo(socket, data, null, irp)).mustSucceed();
        Op receive = world.server.begin(irp -> Peer.receiveFrom(to, into, irp));

        assertThat(receive.information()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"kept, early", "dropped, late"})
    void whatHasComeFromOthersBeforeAnAddressIsFixedIsKeptIfItIsChosen(String word, String first) {
        WskWorld world = world(WskChoice.BEFORE_FIXED_REMOTE, word);
        long socket = world.client.datagrams(HERE, 0);
        world.server.sendTo(world.server.datagrams(446, 0), WskWorld.CLIENT, HERE, "early");
        world.client.begin(irp -> remote(socket, 445, irp)).mustSucceed();
        world.server.sendTo(world.server.datagrams(445, 0), WskWorld.CLIENT, HERE, "late");
        BufferRef into = world.client.buffer(8);

        Op receive = world.client.begin(irp -> Peer.receiveFrom(socket, into, irp));

        assertThat(world.client.text(into, receive.information())).isEqualTo(first);
    }

    private static WskWorld world(WskChoice choice, String word) {
        return new WskWorld(Choices.USUAL.with(choice, word));
    }

    private static NtStatus count(int[] told) {
        told[0]++;
        return STATUS_SUCCESS;
    }

    private static Op connect(WskWorld world, long socket) {
        return world.client.begin(
                irp -> world.client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
    }

    private static WskGetAddressInfo.Builder addresses(long client, long irp) {
        return WskGetAddressInfo.newBuilder().setClient(client).setIrp(irp);
    }

    private static PsImpersonateClient impersonate(long token) {
        return PsImpersonateClient.newBuilder().setToken(token).build();
    }

    private static GeneratedMessage remote(long socket, int port, long irp) {
        return SioWskSetRemoteAddress.newBuilder()
                .setSocket(socket)
                .setRemoteAddress(address(port))
                .setIrp(irp)
                .build();
    }

    private static GeneratedMessage destination(long socket, int port, long irp) {
        return SioWskSetSendtoAddress.newBuilder()
                .setSocket(socket)
                .setRemoteAddress(address(port))
                .setIrp(irp)
                .build();
    }

    private static SocketAddress address(int port) {
        return Peer.address(WskWorld.SERVER, port);
    }
}
