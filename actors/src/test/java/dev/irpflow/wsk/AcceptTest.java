package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.WskAccept;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incoming connections: WskAccept and WskAcceptEvent. */
class AcceptTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final List<WskAcceptEvent> events = new ArrayList<>();

    @Test
    void anAcceptWaitsForAConnection() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        assertThat(accept.returned()).isEqualTo(STATUS_PENDING);
        assertThat(accept.hasEnded()).isFalse();

        connect();

        WskAccept.Out out = accept.out(WskAccept.Out.class);
        assertThat(out.getAcceptSocket()).isEqualTo(accept.information());
        assertThat(out.getLocalAddress()).isEqualTo(Peer.address(WskWorld.SERVER, WskWorld.PORT));
        assertThat(out.getRemoteAddress().getAddress())
                .isEqualTo(Peer.address(WskWorld.CLIENT, 1).getAddress());
    }

    @Test
    void anAcceptWithAConnectionThereEndsInline() {
        long listener = server.listener(WskWorld.PORT, 0);
        connect();

        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        assertThat(accept.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(accept.information()).isNotZero();
    }

    @Test
    void aPendedAcceptWithAConnectionThereIsNotOvertaken() {
        long listener = server.listener(WskWorld.PORT, 0);
        connect();
        connect();
        world.host.stage().chooser().answer(1);
        List<Op> ops = new ArrayList<>();
        server.driver.dpc(
                "test",
                0,
                me -> {
                    ops.add(server.within(me, irp -> server.accept(listener, 0, irp)));
                    ops.add(server.within(me, irp -> server.accept(listener, 0, irp)));
                });
        world.host.run();

        assertThat(ops.get(0).end().number()).isLessThan(ops.get(1).end().number());
        assertThat(ops.get(0).information()).isLessThan(ops.get(1).information());
    }

    @Test
    void anAcceptBehindAPendedOneWaitsAlthoughThereIsAConnection() {
        long listener = server.listener(WskWorld.PORT, 0);
        connect();
        world.host.stage().chooser().answer(1);
        List<Op> ops = new ArrayList<>();
        server.driver.dpc(
                "test",
                0,
                me -> {
                    ops.add(server.within(me, irp -> server.accept(listener, 0, irp)));
                    ops.add(server.within(me, irp -> server.accept(listener, 0, irp)));
                });
        world.host.run();

        ops.get(0).mustSucceed();
        assertThat(ops.get(1).returned()).isEqualTo(STATUS_PENDING);
        assertThat(ops.get(1).hasEnded()).isFalse();
    }

    @Test
    void acceptsAreServedInTheOrderInWhichTheyCame() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op first = server.begin(irp -> server.accept(listener, 0, irp));
        Op second = server.begin(irp -> server.accept(listener, 0, irp));

        connect();
        assertThat(first.hasEnded()).isTrue();
        assertThat(second.hasEnded()).isFalse();
        connect();

        assertThat(second.information()).isNotEqualTo(first.information());
    }

    @Test
    void whatCameBeforeTheAcceptIsNotLost() {
        long listener = server.listener(WskWorld.PORT, 0);
        long socket = connect();
        client.send(socket, "early");
        client.begin(irp -> Peer.disconnect(socket, 0, irp)).mustSucceed();

        long accepted = server.begin(irp -> server.accept(listener, 0, irp)).information();
        BufferRef into = server.buffer(16);

        assertThat(receive(accepted, into).information()).isEqualTo(5);
        assertThat(server.text(into, 5)).isEqualTo("early");
        assertThat(receive(accepted, into).information()).isZero();
    }

    @Test
    void aConnectionThatIsResetBeforeItIsAcceptedIsForgotten() {
        long listener = server.listener(WskWorld.PORT, 0);
        long socket = connect();
        client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        assertThat(accept.hasEnded()).isFalse();
    }

    @Test
    void aStreamSocketAcceptsAfterWskListen() {
        long listener = server.open(SocketCategory.STREAM, 0);
        server.begin(irp -> server.bind(listener, WskWorld.PORT, irp)).mustSucceed();
        Op listen = server.begin(irp -> Phase.listen(listener, irp));
        assertThat(listen.status()).isEqualTo(STATUS_SUCCESS);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        connect();

        assertThat(accept.information()).isNotZero();
    }

    @Test
    void reservedFlagsOfAnAcceptMustBeZero() {
        long listener = server.listener(WskWorld.PORT, 0);

        Op accept =
                server.begin(irp ->
                        WskAccept.newBuilder()
                                .setListenSocket(listener)
                                .setFlags(1)
                                .setIrp(irp)
                                .build());

        assertThat(accept.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void closingTheListenerEndsItsAcceptsAndResetsWhatNobodyHasAccepted() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op first = server.begin(irp -> server.accept(listener, 0, irp));
        long taken = connect();
        long waiting = connect();
        Op close = server.begin(irp -> Peer.close(listener, irp));

        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        first.mustSucceed();
        assertThat(client.send(taken, "still here").status()).isEqualTo(STATUS_SUCCESS);
        assertThat(client.send(waiting, "gone").status()).isEqualTo(STATUS_CONNECTION_RESET);
    }

    @Test
    void acceptsThatWaitAreCancelledWhenTheListenerCloses() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        Op close = server.begin(irp -> Peer.close(listener, irp));

        assertThat(accept.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(accept.end().number()).isLessThan(close.end().number());
    }

    @Test
    void theAcceptEventIsOfferedAConnection() {
        long accepted = listenWithEvents();

        long socket = connect();

        WskAcceptEvent event = events.getFirst();
        assertThat(event.getSocketContext()).isEqualTo(77);
        assertThat(event.getDispatch()).isEqualTo(accepted);
        assertThat(event.getLocalAddress()).isEqualTo(Peer.address(WskWorld.SERVER, WskWorld.PORT));
        assertThat(event.getFlags()).isEqualTo(8); // WSK_FLAG_AT_DISPATCH_LEVEL
        client.send(socket, "hello");
        assertThat(receive(event.getAcceptSocket(), server.buffer(16)).information()).isEqualTo(5);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAcceptThatWaitsBeatsTheEvent() {
        long table = listenWithEvents();
        assertThat(table).isNotZero();
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        connect();
        assertThat(events).isEmpty();
        accept.mustSucceed();
        connect();

        assertThat(events).hasSize(1);
    }

    @Test
    void aConnectionThatTheEventRefusesIsReset() {
        long table =
                server.table(
                        List.of(WskAcceptEvent.class),
                        me -> {
                            events.add(me.request(WskAcceptEvent.class));
                            return STATUS_REQUEST_NOT_ACCEPTED;
                        });
        long refusing = server.listener(WskWorld.PORT, table);

        long socket = connect();

        assertThat(events).hasSize(1);
        assertThat(server.machine.objects().find(events.getFirst().getAcceptSocket())).isNull();
        assertThat(client.send(socket, "anybody?").status()).isEqualTo(STATUS_CONNECTION_RESET);
        server.begin(irp -> Peer.close(refusing, irp)).mustSucceed();
        assertThat(server.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAcceptedSocketMayBeClosedWithinTheEvent() {
        Op close = new Op(server);
        long table =
                server.table(
                        List.of(WskAcceptEvent.class),
                        me -> {
                            long socket = me.request(WskAcceptEvent.class).getAcceptSocket();
                            server.within(me, close, irp -> Peer.close(socket, irp));
                            return STATUS_SUCCESS;
                        });
        server.listener(WskWorld.PORT, table);

        connect();

        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aListenerThatIsClosedWithinItsEventIsClosedAfterwards() {
        Op close = new Op(server);
        long table =
                server.table(
                        List.of(WskAcceptEvent.class),
                        me -> {
                            server.within(me, close, irp -> Peer.close(listener, irp));
                            assertThat(close.returned()).isEqualTo(STATUS_PENDING);
                            return STATUS_SUCCESS;
                        });
        listener = server.listener(WskWorld.PORT, table);

        long socket = connect();

        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(client.send(socket, "lives on").status()).isEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    private long listener;

    private long listenWithEvents() {
        long table =
                server.table(
                        List.of(WskAcceptEvent.class),
                        me -> {
                            events.add(me.request(WskAcceptEvent.class));
                            return STATUS_SUCCESS;
                        });
        listener = server.listener(WskWorld.PORT, table);
        return table;
    }

    private long connect() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();
        return socket;
    }

    private Op receive(long socket, BufferRef into) {
        return server.begin(irp -> Peer.receive(socket, into, 0, irp));
    }
}
