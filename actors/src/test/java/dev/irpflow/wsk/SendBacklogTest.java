package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver.Code;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskQueryIdealSendBacklog;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskSendBacklogEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIO_WSK_QUERY_IDEAL_SEND_BACKLOG and WskSendBacklogEvent. */
class SendBacklogTest {
    private static final int SEND_BACKLOG = SocketEvent.SEND_BACKLOG.bit();
    private static final long FIRST = 16_384;
    private static final long LARGEST = 65_535;
    private static final int MUCH = 1 << 20;

    private final WskWorld world =
            new WskWorld(LinkSettings.LAN.withLatency(20 * WskWorld.MS, 20 * WskWorld.MS));
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final List<WskSendBacklogEvent> told = new ArrayList<>();
    private long accepted;

    @Test
    void eachChangeIsToldAndTheQueryAgrees() {
        WskWorld.Connected ends = connect(this::record);
        assertThat(ideal(ends.client())).isEqualTo(FIRST);
        enable(ends);

        sendMuch(ends);

        assertThat(sizes()).containsExactly(32_768L, LARGEST);
        assertThat(told.getFirst().getSocketContext()).isEqualTo(77);
        assertThat(ideal(ends.client())).isEqualTo(LARGEST);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void nothingIsToldBeforeItIsEnabledNorAfterItIsDisabled() {
        WskWorld.Connected ends = connect(this::record);
        sendMuch(ends);
        assertThat(told).isEmpty();

        enable(ends);
        assertThat(told).as("enabling is no change").isEmpty();
        client.begin(irp ->
                        Peer.eventCallback(ends.client(), Peer.EVENT_DISABLE | SEND_BACKLOG, irp))
                .mustSucceed();
        congest(ends);

        assertThat(told).isEmpty();
    }

    @Test
    void itCanBeEnabledOnlyOnceConnected() {
        long table = client.tableThatIsOff(List.of(WskSendBacklogEvent.class), this::record);
        long socket = client.bound(SocketCategory.CONNECTION, table);

        assertThat(client.call(Peer.eventCallback(socket, SEND_BACKLOG, 0)))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void aStaticCallbackIsTheAcceptedSocketsToo() {
        long table = server.table(List.of(WskSendBacklogEvent.class), this::record);
        WskWorld.Connected ends = world.connect(0, table);

        sendMuch(server, ends.server(), client, ends.client());

        assertThat(sizes()).containsExactly(32_768L, LARGEST);
        assertThat(told.getFirst().getSocketContext()).isEqualTo(78);
    }

    @Test
    void aListenerHandsItOnToThoseThatItsEventAccepts() {
        long table = server.tableThatIsOff(slots(), this::record);
        long listener = server.listener(WskWorld.PORT, table);
        enable(server, listener, SEND_BACKLOG | SocketEvent.ACCEPT.bit());
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();

        sendMuch(server, accepted, client, socket);

        assertThat(sizes()).containsExactly(32_768L, LARGEST);
    }

    @Test
    void itIsToldAtDispatchLevelAtMost() {
        List<Irql> levels = new ArrayList<>();
        WskWorld.Connected ends =
                connect(me -> {
                    levels.add(me.irql());
                    return STATUS_SUCCESS;
                });
        enable(ends);

        sendMuch(ends);

        assertThat(levels).hasSize(2).containsOnly(Irql.DISPATCH_LEVEL);
    }

    @Test
    void congestionIsToldAsWell() {
        WskWorld.Connected ends = connect(this::record);
        sendMuch(ends);
        enable(ends);

        congest(ends);

        assertThat(told.getFirst().getIdealBacklogSize()).isEqualTo(2048);
    }

    @Test
    void theQueryIsOfAConnectedSocketThatSends() {
        WskWorld.Connected ends = connect(this::record);
        assertThat(query(client.bound(SocketCategory.CONNECTION, 0)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(query(client.open(SocketCategory.LISTEN, 0)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(client.call(Codes.idealBacklog(ends.client(), 0)))
                .isEqualTo(STATUS_REQUEST_NOT_ACCEPTED);
        assertThat(query(ends.client()).information()).isEqualTo(8);

        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(query(ends.client()).status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    private WskWorld.Connected connect(Code routine) {
        return world.connect(client.tableThatIsOff(slots(), routine), 0);
    }

    private static List<Class<? extends GeneratedMessage>> slots() {
        return List.of(WskSendBacklogEvent.class, WskAcceptEvent.class);
    }

    // Who is offered a connection takes it with the same callbacks.
    private NtStatus record(Running me) {
        switch (me.call().request()) {
            case WskAcceptEvent event -> {
                accepted = event.getAcceptSocket();
                me.out(
                        WskAcceptEvent.Out.newBuilder()
                                .setAcceptSocketDispatch(event.getDispatch())
                                .build());
            }
            case WskSendBacklogEvent event -> told.add(event);
            default -> throw new AssertionError("called with " + me.call());
        }
        return STATUS_SUCCESS;
    }

    private List<Long> sizes() {
        return told.stream().map(WskSendBacklogEvent::getIdealBacklogSize).toList();
    }

    private void enable(WskWorld.Connected ends) {
        enable(client, ends.client(), SEND_BACKLOG);
    }

    private static void enable(Peer peer, long socket, int mask) {
        assertThat(peer.call(Peer.eventCallback(socket, mask, 0))).isEqualTo(STATUS_SUCCESS);
    }

    private void sendMuch(WskWorld.Connected ends) {
        sendMuch(client, ends.client(), server, ends.server());
    }

    private static void sendMuch(Peer from, long socket, Peer to, long other) {
        BufferRef into = to.buffer(MUCH);
        Op receive = to.beginLater(irp -> Peer.receive(other, into, Peer.WAITALL, irp));
        BufferRef data = from.buffer(MUCH);
        from.begin(irp -> Peer.send(socket, data, irp)).mustSucceed();
        assertThat(receive.information()).isEqualTo(MUCH);
    }

    private void congest(WskWorld.Connected ends) {
        BufferRef data = client.buffer(200_000);
        world.network.cut("client", "server");
        client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
    }

    private Op query(long socket) {
        return client.begin(irp -> Codes.idealBacklog(socket, irp));
    }

    private long ideal(long socket) {
        return query(socket).out(SioWskQueryIdealSendBacklog.Out.class).getOutputBuffer();
    }
}
