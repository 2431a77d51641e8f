// This file is one thing because all of it asks one connection what its callbacks were told.
package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_DATA_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver.Code;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskDisconnectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskReleaseData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The callbacks of a connected socket. */
class EventTest {
    private static final int ALL = -1;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final List<String> indicated = new ArrayList<>();
    private final List<WskReceiveEvent> received = new ArrayList<>();
    private final List<WskDisconnectEvent> disconnects = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    private record Answer(NtStatus status, int accepted) {}

    @Test
    void dataThatNobodyWaitsForAreIndicated() {
        WskWorld.Connected ends = connect(this::record);

        client.send(ends.client(), "hello");

        WskReceiveEvent event = received.getFirst();
        assertThat(indicated).containsExactly("hello");
        assertThat(event.getSocketContext()).isEqualTo(78);
        assertThat(event.getBytesIndicated()).isEqualTo(5);
        assertThat(event.getFlags()).isEqualTo(4 | 8); // entire message, at DISPATCH_LEVEL
        assertThat(regionsOfWsk()).isZero();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void consumedDataOpenTheWindowAgain() {
        WskWorld.Connected ends = connect(me -> STATUS_SUCCESS);
        BufferRef data = client.buffer(500_000);

        Op send = client.begin(irp -> Peer.send(ends.client(), data, irp));

        assertThat(send.information()).isEqualTo(500_000);
    }

    @Test
    void dataThatAreTakenAfterTheWindowWasClosedOpenItAgain() {
        boolean[] takes = new boolean[1];
        WskWorld.Connected ends =
                connect(me -> takes[0] ? STATUS_SUCCESS : STATUS_DATA_NOT_ACCEPTED);
        BufferRef data = client.buffer(200_000);
        Op send = client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        assertThat(send.hasEnded()).isFalse();

        takes[0] = true;
        server.beginLater(
                irp -> Peer.receive(ends.server(), BufferRef.getDefaultInstance(), 0, irp));
        world.host.runUntil(world.host.stage().now() + 500 * WskWorld.MS);

        assertThat(send.information()).isEqualTo(200_000);
    }

    @Test
    void aReceiveThatWaitsBeatsTheEvent() {
        WskWorld.Connected ends = connect(this::record);
        Op receive = receive(ends, 16);

        client.send(ends.client(), "hello");

        assertThat(receive.information()).isEqualTo(5);
        assertThat(received).isEmpty();
    }

    @Test
    void dataThatAreAcceptedInPartStopTheEventUntilAReceive() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_SUCCESS, 2));
        client.send(ends.client(), "hello");
        client.send(ends.client(), "world");
        assertThat(indicated).containsExactly("hello");

        Op receive = receive(ends, 3);

        assertThat(receive.information()).isEqualTo(3);
        assertThat(indicated).containsExactly("hello", "world");
    }

    @Test
    void moreThanWasIndicatedIsNotAccepted() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_SUCCESS, 6));
        answers.add(new Answer(STATUS_SUCCESS, Integer.MIN_VALUE)); // as a ULONG, much more
        client.send(ends.client(), "hello");
        client.send(ends.client(), "world");

        assertThat(indicated).containsExactly("hello", "world");
        assertThat(world.host.violations())
                .containsExactly("wsk/bytes-accepted", "wsk/bytes-accepted");
    }

    @Test
    void dataThatAreNotAcceptedComeAgainAfterAReceiveOfNothing() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_DATA_NOT_ACCEPTED, 5)); // the count is ignored
        client.send(ends.client(), "hello");
        client.send(ends.client(), " world");
        assertThat(indicated).containsExactly("hello");

        receive(ends, 0).mustSucceed();

        assertThat(indicated).containsExactly("hello", "hello world");
        assertThat(regionsOfWsk()).isZero();
    }

    @Test
    void aReceiveWithinTheEventThatDoesNotAcceptTakesTheData() {
        BufferRef into = server.buffer(16);
        Op receive = new Op(server);
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        ends[0] =
                connect(me -> {
                    if (!receive.hasEnded()) {
                        server.within(
                                me, receive, irp -> Peer.receive(ends[0].server(), into, 0, irp));
                        assertThat(receive.returned()).isEqualTo(STATUS_PENDING);
                    }
                    return STATUS_DATA_NOT_ACCEPTED;
                });

        client.send(ends[0].client(), "hello");

        assertThat(receive.information()).isEqualTo(5);
        assertThat(server.text(into, 5)).isEqualTo("hello");
    }

    @Test
    void aReceiveWithinTheEventThatAcceptsAllWaitsForMore() {
        BufferRef into = server.buffer(16);
        Op receive = new Op(server);
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        ends[0] =
                connect(me -> {
                    server.within(me, receive, irp -> Peer.receive(ends[0].server(), into, 0, irp));
                    return STATUS_SUCCESS;
                });
        client.send(ends[0].client(), "hello");
        assertThat(receive.hasEnded()).isFalse();

        client.send(ends[0].client(), "more");

        assertThat(server.text(into, receive.information())).isEqualTo("more");
    }

    @Test
    void aReceiveOfNothingWithinTheEventLetsItComeAgain() {
        int[] calls = new int[1];
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        ends[0] =
                connect(me -> {
                    if (++calls[0] > 1) {
                        return STATUS_SUCCESS;
                    }
                    BufferRef nothing = BufferRef.getDefaultInstance();
                    server.within(me, irp -> Peer.receive(ends[0].server(), nothing, 0, irp));
                    return STATUS_DATA_NOT_ACCEPTED;
                });

        client.send(ends[0].client(), "hello");

        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    void aResetIsToldAlthoughThereAreDataThatNobodyWanted() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_DATA_NOT_ACCEPTED, ALL));
        client.send(ends.client(), "unwanted");

        client.begin(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp)).mustSucceed();

        assertThat(disconnects).hasSize(1);
    }

    @Test
    void dataThatAreKeptCountAsAcceptedAndEventsKeepComing() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_PENDING, 1)); // the count is ignored
        client.send(ends.client(), "hello");
        client.send(ends.client(), "world");

        assertThat(indicated).containsExactly("hello", "world");
        assertThat(regionsOfWsk()).isEqualTo(1);
        assertThat(server.call(release(ends, received.getFirst()))).isEqualTo(STATUS_SUCCESS);
        assertThat(regionsOfWsk()).isZero();
    }

    @Test
    void onlyAKeptListCanBeReleasedAndOnlyOnce() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_PENDING, ALL));
        client.send(ends.client(), "kept");
        client.send(ends.client(), "not kept");
        server.call(release(ends, received.get(0)));

        assertThat(server.call(release(ends, received.get(0)))).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(server.call(release(ends, received.get(1)))).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void closingASocketWhoseDataAreStillKeptBreaksARule() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_PENDING, ALL));
        client.send(ends.client(), "kept");

        server.begin(irp -> Peer.close(ends.server(), irp)).mustSucceed();

        assertThat(world.host.violations()).containsExactly("wsk/close-with-retained-data");
    }

    @Test
    void dataThatAreTouchedAfterTheEventBreakARule() {
        WskWorld.Connected ends = connect(this::record);
        client.send(ends.client(), "hello");
        BufferRef gone = received.getFirst().getDataIndication().getBuffers(0);

        server.machine.memory().read(gone, Irql.PASSIVE_LEVEL, server.place());

        assertThat(world.host.violations()).containsExactly("kernel/memory-after-free");
    }

    @Test
    void theEventNeverRunsTwiceAtATimeOnOneSocket() {
        int[] running = new int[1];
        int[] most = new int[1];
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        ends[0] =
                connect(me -> {
                    most[0] = Math.max(most[0], ++running[0]);
                    // Calls make room for whatever else may run meanwhile.
                    server.within(me, irp -> Peer.send(ends[0].server(), server.buffer("x"), irp));
                    running[0]--;
                    return STATUS_SUCCESS;
                });
        for (int i = 0; i < 20; i++) {
            BufferRef data = client.buffer("data");
            client.beginLater(irp -> Peer.send(ends[0].client(), data, irp));
        }
        world.host.stage().chooser().seed(7);
        world.host.run();

        assertThat(most[0]).isEqualTo(1);
    }

    @Test
    void aGracefulDisconnectOfThePeerIsTold() {
        WskWorld.Connected ends = connect(this::record);

        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(disconnects).hasSize(1);
        assertThat(disconnects.getFirst().getFlags() & Peer.ABORTIVE).isZero();
        assertThat(server.send(ends.server(), "still sending").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void anAbortiveDisconnectOfThePeerIsTold() {
        WskWorld.Connected ends = connect(this::record);

        client.begin(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp)).mustSucceed();

        assertThat(disconnects).hasSize(1);
        assertThat(disconnects.getFirst().getFlags() & Peer.ABORTIVE).isNotZero();
    }

    @Test
    void anOwnDisconnectIsNotTold() {
        WskWorld.Connected ends = connect(this::record);

        server.begin(irp -> Peer.disconnect(ends.server(), 0, irp)).mustSucceed();
        server.begin(irp -> Peer.disconnect(ends.server(), Peer.ABORTIVE, irp)).mustSucceed();

        assertThat(disconnects).isEmpty();
    }

    @Test
    void theEndIsToldAfterTheDataBeforeItAreTaken() {
        WskWorld.Connected ends = connect(this::record);
        answers.add(new Answer(STATUS_DATA_NOT_ACCEPTED, ALL));
        client.send(ends.client(), "last words");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
        assertThat(disconnects).isEmpty();

        receive(ends, 16).mustSucceed();

        assertThat(disconnects).hasSize(1);
    }

    @Test
    void whatCameBeforeTheAcceptIsIndicatedAfterIt() {
        List<Class<? extends GeneratedMessage>> slots =
                List.of(WskReceiveEvent.class, WskDisconnectEvent.class);
        long table = server.table(slots, this::record);
        long listener = server.listener(WskWorld.PORT, 0);
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        client.send(socket, "early");
        client.begin(irp -> Peer.disconnect(socket, 0, irp)).mustSucceed();
        Op accept = new Op(server).then(me -> assertThat(indicated).isEmpty());

        server.driver.thread(
                "test",
                me -> server.within(me, accept, irp -> server.accept(listener, table, irp)));
        world.host.run();

        accept.mustSucceed();
        assertThat(indicated).containsExactly("early");
        assertThat(disconnects).hasSize(1);
    }

    @Test
    void aSlotThatIsNullIsNeverCalled() {
        long table = server.table(List.of(WskDisconnectEvent.class), this::record);
        WskWorld.Connected ends = world.connect(0, table);
        client.send(ends.client(), "hello");

        assertThat(received).isEmpty();
        assertThat(receive(ends, 16).information()).isEqualTo(5);
    }

    @Test
    void aSocketThatIsNoLongerFunctionalIsToldByAnEventWithoutData() {
        WskWorld.Connected ends = connect(this::record);
        world.failNext("TcpSend", STATUS_INVALID_HANDLE);

        server.send(ends.server(), "lost");

        assertThat(received).hasSize(1);
        assertThat(received.getFirst().hasDataIndication()).isFalse();
    }

    private WskWorld.Connected connect(Code routine) {
        List<Class<? extends GeneratedMessage>> slots =
                List.of(WskReceiveEvent.class, WskDisconnectEvent.class);
        return world.connect(0, server.table(slots, routine));
    }

    private NtStatus record(Running me) {
        if (me.call().request() instanceof WskDisconnectEvent event) {
            disconnects.add(event);
            return STATUS_SUCCESS;
        }
        WskReceiveEvent event = me.request(WskReceiveEvent.class);
        received.add(event);
        if (event.hasDataIndication()) {
            BufferRef data = event.getDataIndication().getBuffers(0);
            indicated.add(
                    server.machine.memory().read(data, me.irql(), server.place()).toStringUtf8());
        }
        Answer answer = answers.poll();
        if (answer == null) {
            return STATUS_SUCCESS;
        }
        if (answer.accepted() != ALL) {
            me.out(WskReceiveEvent.Out.newBuilder().setBytesAccepted(answer.accepted()).build());
        }
        return answer.status();
    }

    private Op receive(WskWorld.Connected ends, int length) {
        BufferRef into = length == 0 ? BufferRef.getDefaultInstance() : server.buffer(length);
        return server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
    }

    private static WskReleaseData release(WskWorld.Connected ends, WskReceiveEvent event) {
        return WskReleaseData.newBuilder()
                .setSocket(ends.server())
                .setDataIndication(event.getDataIndication().getList())
                .build();
    }

    private long regionsOfWsk() {
        return server.machine.objects().all(Region.class).stream()
                .filter(region -> region.tag().equals("WskI"))
                .count();
    }
}
