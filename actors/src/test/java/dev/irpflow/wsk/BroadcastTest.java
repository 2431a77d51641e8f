package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_ACCESS_DENIED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.SoBroadcast;
import dev.irpflow.protocol.wsk.WskReceiveFrom;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datagrams to every machine, and who may send them. */
final class BroadcastTest {
    private static final int ALL = IpAddress.BROADCAST.ipv4();
    private static final int MSG_BCAST = 0x400;
    private static final int HERE = 5000;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void withoutTheOptionABroadcastIsRefused() {
        long from = client.datagrams(HERE, 0);
        long to = server.datagrams(PORT, 0);
        Op receive = server.begin(irp -> Peer.receiveFrom(to, server.buffer(16), irp));

        assertThat(client.sendTo(from, ALL, PORT, "all").status()).isEqualTo(STATUS_ACCESS_DENIED);

        assertThat(receive.hasEnded()).isFalse();
    }

    @Test
    void withTheOptionABroadcastReachesEveryMachineAndIsMarked() {
        long from = client.datagrams(HERE, 0);
        client.begin(irp -> set(from, 1, irp)).mustSucceed();

        for (Peer peer : List.of(client, server)) {
            long to = peer.datagrams(PORT, 0);
            BufferRef buffer = peer.buffer(16);
            Op receive = peer.begin(irp -> Peer.receiveFrom(to, buffer, irp));

            client.sendTo(from, ALL, PORT, "all").mustSucceed();

            assertThat(peer.text(buffer, receive.information())).isEqualTo("all");
            WskReceiveFrom.Out out = receive.out(WskReceiveFrom.Out.class);
            assertThat(out.getRemoteAddress()).isEqualTo(Peer.address(CLIENT, HERE));
            assertThat(out.getControlFlags()).isEqualTo(MSG_BCAST);
        }
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void theCallbackIsToldOfBroadcastsApart() {
        List<WskReceiveFromEvent> told = new ArrayList<>();
        long table =
                server.table(
                        List.of(WskReceiveFromEvent.class),
                        me -> {
                            told.add(me.request(WskReceiveFromEvent.class));
                            return STATUS_SUCCESS;
                        });
        server.datagrams(PORT, table);
        long from = client.datagrams(HERE, 0);
        client.begin(irp -> set(from, 1, irp)).mustSucceed();

        client.sendTo(from, ALL, PORT, "all").mustSucceed();
        client.sendTo(from, WskWorld.SERVER, PORT, "one").mustSucceed();

        assertThat(told)
                .extracting(event -> event.getFlags() & MSG_BCAST)
                .containsExactly(MSG_BCAST, 0);
    }

    @Test
    void theOptionIsOffUntilItIsTurnedOn() {
        long socket = client.open(SocketCategory.DATAGRAM, 0);
        assertThat(get(socket)).isZero();

        client.begin(irp -> set(socket, 1, irp)).mustSucceed();
        assertThat(get(socket)).isEqualTo(1);

        assertThat(client.begin(irp -> set(socket, 2, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(get(socket)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = SocketCategory.class,
            names = {"BASIC", "LISTEN", "CONNECTION", "STREAM"})
    void onlyDatagramSocketsHaveTheOption(SocketCategory category) {
        long socket = client.open(category, 0);

        assertThat(client.begin(irp -> set(socket, 1, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    private int get(long socket) {
        return client.begin(irp -> option(socket, Codes.GET).setIrp(irp).build())
                .out(SoBroadcast.Out.class)
                .getOutputBuffer();
    }

    private static GeneratedMessage set(long socket, int value, long irp) {
        return option(socket, Codes.SET).setInputBuffer(value).setIrp(irp).build();
    }

    private static SoBroadcast.Builder option(long socket, int type) {
        return SoBroadcast.newBuilder().setSocket(socket).setRequestType(type);
    }
}
