package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.TestDriver.Code;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets that are closed while one of their callbacks runs, by their client or by WSK. */
class CloseWithinEventTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final Op close = new Op(server);

    @Test
    void whatWasBegunOnAConnectionThatIsThenRefusedIsCancelled() {
        BufferRef into = server.buffer(16);
        Op receive = new Op(server);
        listen(me -> {
            long offered = me.request(WskAcceptEvent.class).getAcceptSocket();
            server.within(me, receive, irp -> Peer.receive(offered, into, 0, irp));
            assertThat(receive.returned()).isEqualTo(STATUS_PENDING);
            return STATUS_REQUEST_NOT_ACCEPTED;
        });

        long socket = connect();

        assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(client.send(socket, "anybody?").status()).isEqualTo(STATUS_CONNECTION_RESET);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectionThatIsClosedAndThenRefusedBreaksARule() {
        listen(me -> {
            long offered = me.request(WskAcceptEvent.class).getAcceptSocket();
            server.within(me, close, irp -> Peer.close(offered, irp));
            return STATUS_REQUEST_NOT_ACCEPTED;
        });

        connect();

        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
    }

    @Test
    void dataThatAreKeptOfASocketThatIsBeingClosedBreakARule() {
        long[] socket = new long[1];
        long table = server.table(List.of(WskReceiveEvent.class), me -> closes(me, socket[0]));
        WskWorld.Connected ends = world.connect(0, table);
        socket[0] = ends.server();

        client.send(ends.client(), "kept");

        close.mustSucceed();
        assertThat(world.host.violations()).containsExactly("wsk/close-with-retained-data");
    }

    @Test
    void datagramsThatAreKeptOfASocketThatIsBeingClosedBreakARule() {
        long[] socket = new long[1];
        long table = server.table(List.of(WskReceiveFromEvent.class), me -> closes(me, socket[0]));
        socket[0] = server.datagrams(WskWorld.PORT, table);
        server.call(Peer.eventCallback(socket[0], SocketEvent.RECEIVE_FROM.bit(), 0));
        long from = client.datagrams(0, 0);

        client.sendTo(from, WskWorld.SERVER, WskWorld.PORT, "kept").mustSucceed();

        close.mustSucceed();
        assertThat(world.host.violations()).containsExactly("wsk/close-with-retained-data");
    }

    private NtStatus closes(Running me, long socket) {
        server.within(me, close, irp -> Peer.close(socket, irp));
        return STATUS_PENDING;
    }

    private void listen(Code event) {
        server.listener(WskWorld.PORT, server.table(List.of(WskAcceptEvent.class), event));
    }

    private long connect() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();
        return socket;
    }
}
