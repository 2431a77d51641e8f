package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_DATA_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_EVENT_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.DatagramIndication;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import dev.irpflow.protocol.wsk.WskReleaseDatagram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WskReceiveFromEvent: what it is told of, and what each answer means. */
class DatagramEventTest {
    private static final int HERE = 5000;
    private static final int RECEIVE_FROM = SocketEvent.RECEIVE_FROM.bit();
    private static final int DISABLE = Peer.EVENT_DISABLE;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final List<List<String>> told = new ArrayList<>();
    private final List<WskReceiveFromEvent> events = new ArrayList<>();
    private final Deque<NtStatus> answers = new ArrayDeque<>();
    private final long from = client.datagrams(HERE, 0);

    @Test
    void anEventTellsOfADatagramAndItsSender() {
        long to = socket();
        enable(to);

        send("text");

        assertThat(told).containsExactly(List.of("text"));
        WskReceiveFromEvent event = events.getFirst();
        assertThat(event.getDataIndication().getRemoteAddresses(0))
                .isEqualTo(Peer.address(CLIENT, HERE));
        assertThat(event.getSocketContext()).isEqualTo(77);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whatHasComeBeforeItIsEnabledIsToldInOneList() {
        long to = socket();
        send("one");
        send("");
        send("three");
        assertThat(told).isEmpty();

        enable(to);

        assertThat(told).containsExactly(List.of("one", "", "three"));
    }

    @Test
    void anEventThatRefusesIsDisabledAndToldAgainOnceItIsEnabled() {
        long to = socket();
        enable(to);
        answers.add(STATUS_DATA_NOT_ACCEPTED);
        send("one");
        send("two");
        assertThat(told).containsExactly(List.of("one"));

        enable(to);

        assertThat(told).containsExactly(List.of("one"), List.of("one", "two"));
        send("three");
        assertThat(told).hasSize(3);
    }

    @Test
    void whatAnEventRefusesAReceiveGets() {
        long to = socket();
        enable(to);
        answers.add(STATUS_DATA_NOT_ACCEPTED);
        send("one");
        BufferRef buffer = server.buffer(8);

        Op receive = server.begin(irp -> Peer.receiveFrom(to, buffer, irp));

        assertThat(server.text(buffer, receive.information())).isEqualTo("one");
        enable(to);
        assertThat(told).hasSize(1);
    }

    @Test
    void aStaticEventThatRefusesStaysOnAndGoesOnWithNewDatagrams() {
        server.call(Peer.setStaticEvents(server.client(), RECEIVE_FROM));
        socket();
        answers.add(STATUS_DATA_NOT_ACCEPTED);

        send("one");
        send("two");

        assertThat(told).containsExactly(List.of("one"), List.of("two"));
    }

    @Test
    void aListThatIsKeptIsReleasedOnceAndEventsGoOn() {
        long to = socket();
        enable(to);
        answers.add(STATUS_PENDING);
        send("kept");
        send("next");
        assertThat(told).containsExactly(List.of("kept"), List.of("next"));
        DatagramIndication kept = events.getFirst().getDataIndication();
        assertThat(server.text(kept.getBuffers(0), 4)).isEqualTo("kept");

        assertThat(server.call(release(to, kept.getList() + 1)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(server.call(release(to, kept.getList()))).isEqualTo(STATUS_SUCCESS);
        assertThat(server.call(release(to, kept.getList()))).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.isWell()).isTrue();
        server.begin(irp -> Peer.close(to, irp)).mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void closingWithAListThatIsKeptBreaksARule() {
        long to = socket();
        enable(to);
        answers.add(STATUS_PENDING);
        send("kept");

        server.begin(irp -> Peer.close(to, irp)).mustSucceed();

        assertThat(world.host.violations()).containsExactly("wsk/close-with-retained-data");
    }

    @Test
    void aListIsReleasedOnASocketThatIsThere() {
        server.call(release(999, 1));

        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
    }

    @Test
    void aReceiveThatWaitsComesBeforeTheEvent() {
        long to = socket();
        enable(to);
        Op receive = server.begin(irp -> Peer.receiveFrom(to, server.buffer(8), irp));

        send("one");
        send("two");

        assertThat(receive.information()).isEqualTo(3);
        assertThat(told).containsExactly(List.of("two"));
    }

    @Test
    void anEventThatIsDisabledTellsNothing() {
        long to = socket();
        enable(to);
        assertThat(server.call(Peer.eventCallback(to, DISABLE | RECEIVE_FROM, 0)))
                .isEqualTo(STATUS_SUCCESS);

        send("one");

        assertThat(told).isEmpty();
    }

    @Test
    void disablingWhileItRunsSaysSo() {
        List<NtStatus> statuses = new ArrayList<>();
        long[] socket = new long[1];
        socket[0] =
                server.datagrams(
                        PORT,
                        server.tableThatIsOff(
                                List.of(WskReceiveFromEvent.class),
                                me -> {
                                    statuses.add(
                                            me.status(
                                                    Peer.eventCallback(
                                                            socket[0], DISABLE | RECEIVE_FROM, 0)));
                                    return STATUS_SUCCESS;
                                }));
        enable(socket[0]);

        send("one");
        send("two");

        assertThat(statuses).containsExactly(STATUS_EVENT_PENDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x200, 0x140})
    void otherEventsAreNoneOfADatagramSocket(int mask) {
        long to = socket();

        assertThat(server.call(Peer.eventCallback(to, mask, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void anEventIsEnabledAfterTheSocketIsBound() {
        long unbound = server.open(SocketCategory.DATAGRAM, 0);

        assertThat(server.call(Peer.eventCallback(unbound, RECEIVE_FROM, 0)))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void closingWithinTheEventWaitsForIt() {
        Op close = new Op(server);
        List<Boolean> endedWithin = new ArrayList<>();
        long[] socket = new long[1];
        socket[0] =
                server.datagrams(
                        PORT,
                        server.tableThatIsOff(
                                List.of(WskReceiveFromEvent.class),
                                me -> {
                                    server.within(me, close, irp -> Peer.close(socket[0], irp));
                                    endedWithin.add(close.hasEnded());
                                    return STATUS_SUCCESS;
                                }));
        enable(socket[0]);

        send("one");

        assertThat(close.returned()).isEqualTo(STATUS_PENDING);
        assertThat(endedWithin).containsExactly(false);
        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSocketWhoseEndpointIsLostIsToldOnceWithoutDatagrams() {
        long to = socket();
        enable(to);
        world.failNext("UdpSend", NtStatus.STATUS_INVALID_HANDLE);

        server.sendTo(to, CLIENT, HERE, "data");

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().hasDataIndication()).isFalse();
    }

    @Test
    void eventsThatAreAcceptedMakeRoomForMore() {
        long to = socket();
        enable(to);
        String large = "x".repeat(30_000);

        for (int i = 0; i < 6; i++) {
            send(large);
        }

        assertThat(told).hasSize(6);
    }

    private long socket() {
        return server.datagrams(
                PORT, server.tableThatIsOff(List.of(WskReceiveFromEvent.class), this::tell));
    }

    private void enable(long socket) {
        assertThat(server.call(Peer.eventCallback(socket, RECEIVE_FROM, 0)))
                .isEqualTo(STATUS_SUCCESS);
    }

    private void send(String text) {
        client.sendTo(from, SERVER, PORT, text).mustSucceed();
    }

    private NtStatus tell(Running me) {
        WskReceiveFromEvent event = (WskReceiveFromEvent) me.call().request();
        events.add(event);
        if (event.hasDataIndication()) {
            told.add(event.getDataIndication().getBuffersList().stream().map(this::text).toList());
        }
        return answers.isEmpty() ? STATUS_SUCCESS : answers.removeFirst();
    }

    // An empty datagram has no memory.
    private String text(BufferRef buffer) {
        return buffer.getLength() == 0 ? "" : server.text(buffer, buffer.getLength());
    }

    private static WskReleaseDatagram release(long socket, long list) {
        return WskReleaseDatagram.newBuilder()
                .setSocket(socket)
                .setDatagramIndication(list)
                .build();
    }
}
