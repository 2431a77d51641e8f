package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WskCloseSocket and all that it waits for. */
class CloseTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aSocketWithNothingToWaitForClosesInline() {
        long socket = client.open(SocketCategory.STREAM, 0);

        Op close = client.begin(irp -> Peer.close(socket, irp));

        assertThat(close.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(close.end().beforeReturn()).isTrue();
    }

    @Test
    void aCloseThatIsPendedEndsLater() {
        long socket = client.open(SocketCategory.STREAM, 0);
        world.pendAll();

        Op close = client.begin(irp -> Peer.close(socket, irp));

        assertThat(close.returned()).isEqualTo(STATUS_PENDING);
        assertThat(close.end().pendingReturned()).isTrue();
        close.mustSucceed();
    }

    @Test
    void everyIrpOfTheSocketEndsBeforeTheClose() {
        WskWorld.Connected ends = world.connect();
        List<Op> receives = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            BufferRef into = client.buffer(16);
            receives.add(client.begin(irp -> Peer.receive(ends.client(), into, 0, irp)));
        }

        Op close = client.begin(irp -> Peer.close(ends.client(), irp));

        for (Op receive : receives) {
            assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
            assertThat(receive.end().number()).isLessThan(close.end().number());
        }
        assertThat(close.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectThatIsUnderWayEndsBeforeTheClose() {
        world.network.cut("client", "server");
        long socket = client.bound(SocketCategory.STREAM, 0);
        Op connect =
                client.beginLater(
                        irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        Phase.pass(world);

        Op close = client.beginLater(irp -> Peer.close(socket, irp));
        Phase.pass(world);

        assertThat(connect.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(connect.end().number()).isLessThan(close.end().number());
    }

    @Test
    void aConnectionThatIsOpenInAnyDirectionIsReset() {
        WskWorld.Connected ends = world.connect();
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();

        server.send(ends.server(), "one more");
        assertThat(server.send(ends.server(), "and another").status())
                .isEqualTo(STATUS_CONNECTION_RESET);
    }

    @Test
    void aConnectionThatIsDisconnectedInBothDirectionsIsNotReset() {
        WskWorld.Connected ends = world.connect();
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
        server.begin(irp -> Peer.disconnect(ends.server(), 0, irp)).mustSucceed();

        client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();

        BufferRef into = server.buffer(16);
        assertThat(server.begin(irp -> Peer.receive(ends.server(), into, 0, irp)).information())
                .isZero();
    }

    @Test
    void aCloseWithinACallbackOfTheSocketEndsAfterTheCallbackHasReturned() {
        Op close = new Op(server);
        boolean[] returned = new boolean[1];
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        close.then(me -> assertThat(returned[0]).isTrue());
        long table =
                server.table(
                        List.of(WskReceiveEvent.class),
                        me -> {
                            server.within(me, close, irp -> Peer.close(ends[0].server(), irp));
                            assertThat(close.returned()).isEqualTo(STATUS_PENDING);
                            returned[0] = true;
                            return STATUS_SUCCESS;
                        });
        ends[0] = world.connect(0, table);

        client.send(ends[0].client(), "hello");

        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aCloseFromAnotherThreadWaitsForACallbackThatRuns() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        boolean[] over = new boolean[1];
        Op close = new Op(world.server);
        close.then(me -> assertThat(over[0]).isTrue());
        WskWorld.Connected[] ends = new WskWorld.Connected[1];
        long table =
                world.server.table(
                        List.of(WskReceiveEvent.class),
                        me -> {
                            BufferRef into = world.server.buffer(1);
                            // Stands still within the callback for a second.
                            world.server.within(
                                    me, irp -> Peer.receive(ends[0].server(), into, 0, irp));
                            over[0] = true;
                            return STATUS_SUCCESS;
                        });
        ends[0] = world.connect(0, table);
        world.host.faults(call ->
                call.contract().name().equals("WskReceive")
                        ? new FaultPoint.Fate.Delay("delay", 1_000 * WskWorld.MS)
                        : null);
        BufferRef data = world.client.buffer("hello");
        world.client.beginLater(irp -> Peer.send(ends[0].client(), data, irp));
        Phase.pass(world);
        long socket = ends[0].server();
        world.server.driver.thread(
                "closer", me -> world.server.within(me, close, irp -> Peer.close(socket, irp)));
        Phase.pass(world);
        assertThat(close.returned()).isEqualTo(STATUS_PENDING);
        assertThat(close.hasEnded()).isFalse();

        world.host.run();

        close.mustSucceed();
    }

    @Test
    void aCloseWithinACompletionRoutineEndsAfterThatRoutine() {
        WskWorld.Connected ends = world.connect();
        Op close = new Op(server);
        BufferRef into = server.buffer(16);
        Op receive =
                new Op(server)
                        .then(me ->
                                server.within(me, close, irp -> Peer.close(ends.server(), irp)));
        server.driver.thread(
                "test",
                me -> server.within(me, receive, irp -> Peer.receive(ends.server(), into, 0, irp)));
        world.host.run();

        client.send(ends.client(), "hello");

        assertThat(close.returned()).isEqualTo(STATUS_PENDING);
        close.mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aCloseWhileAnotherThreadIsInsideTheSocketBreaksARule() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        long socket = world.client.open(SocketCategory.STREAM, 0);
        world.host.faults(call ->
                call.contract().name().equals("TcpBind")
                        ? new FaultPoint.Fate.Delay("delay", 1_000 * WskWorld.MS)
                        : null);
        Op bind = world.client.beginLater(irp -> world.client.bind(socket, 5000, irp));
        Phase.pass(world);

        Op close = world.client.begin(irp -> Peer.close(socket, irp));

        assertThat(world.host.violations()).containsExactly("wsk/close-during-call");
        assertThat(bind.status()).isEqualTo(STATUS_CANCELLED);
        close.mustSucceed();
        long another = world.client.open(SocketCategory.STREAM, 0);
        world.client.begin(irp -> world.client.bind(another, 5000, irp)).mustSucceed();
    }

    @Test
    void aFunctionThatWasPendedBeforeTheCloseEndsCancelled() {
        long socket = client.open(SocketCategory.STREAM, 0);
        Op[] ops = new Op[2];
        world.host.stage().chooser().answer(1);
        client.driver.dpc(
                "test",
                0,
                me -> {
                    ops[0] = client.within(me, irp -> client.bind(socket, 0, irp));
                    ops[1] = client.within(me, irp -> Peer.close(socket, irp));
                });
        world.host.run();

        assertThat(ops[0].status()).isEqualTo(STATUS_CANCELLED);
        assertThat(ops[1].returned()).isEqualTo(STATUS_PENDING);
        ops[1].mustSucceed();
        assertThat(ops[0].end().number()).isLessThan(ops[1].end().number());
    }

    @Test
    void dataThatArriveForAClosedSocketAreNobodys() {
        WskWorld.Connected ends = world.connect();
        BufferRef data = client.buffer(50_000);
        client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        server.beginLater(irp -> Peer.close(ends.server(), irp));

        world.host.run();

        assertThat(world.host.isWell()).isTrue();
    }
}
