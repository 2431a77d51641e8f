package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.WskSend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** WskReceive, and both directions together. */
class StreamTest {
    private final WskWorld world = new WskWorld();
    private final WskWorld.Connected ends = world.connect();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void whatIsSentIsReceived() {
        BufferRef into = server.buffer(16);
        Op receive = receive(into, 0);
        Op send = client.send(ends.client(), "hello");

        assertThat(send.information()).isEqualTo(5);
        assertThat(receive.information()).isEqualTo(5);
        assertThat(server.text(into, 5)).isEqualTo("hello");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aReceiveWithDataThereEndsInline() {
        client.send(ends.client(), "hello");

        BufferRef into = server.buffer(16);
        Op receive = receive(into, 0);

        assertThat(receive.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(receive.end().beforeReturn()).isTrue();
        assertThat(receive.end().pendingReturned()).isFalse();
        assertThat(receive.end().irql()).isEqualTo(Irql.PASSIVE_LEVEL);
        assertThat(receive.information()).isEqualTo(5);
    }

    @Test
    void aReceiveWithDataThereMayBePendedAndEndsAtDispatchLevel() {
        client.send(ends.client(), "hello");
        world.pendAll();

        Op receive = receive(server.buffer(16), 0);

        assertThat(receive.returned()).isEqualTo(STATUS_PENDING);
        assertThat(receive.end().pendingReturned()).isTrue();
        assertThat(receive.end().irql()).isEqualTo(Irql.DISPATCH_LEVEL);
        assertThat(receive.information()).isEqualTo(5);
    }

    @Test
    void receivesAreServedInTheOrderInWhichTheyCame() {
        List<BufferRef> into = List.of(server.buffer(3), server.buffer(3), server.buffer(3));
        List<Op> receives = into.stream().map(buffer -> receive(buffer, 0)).toList();

        client.send(ends.client(), "onetwothree");

        assertThat(server.text(into.get(0), 3)).isEqualTo("one");
        assertThat(server.text(into.get(1), 3)).isEqualTo("two");
        assertThat(server.text(into.get(2), 3)).isEqualTo("thr");
        assertThat(receives.stream().map(op -> op.end().number()).toList()).isSorted();
    }

    @Test
    void aPendedReceiveWithDataThereIsNotOvertakenByALaterOne() {
        client.send(ends.client(), "onetwo");
        BufferRef first = server.buffer(3);
        BufferRef second = server.buffer(3);
        List<Op> ops = new ArrayList<>();
        world.host.stage().chooser().answer(1);

        server.driver.dpc( // at DISPATCH_LEVEL, so that WSK's DPC comes later
                "test",
                0,
                me -> {
                    ops.add(server.within(me, irp -> Peer.receive(ends.server(), first, 0, irp)));
                    ops.add(server.within(me, irp -> Peer.receive(ends.server(), second, 0, irp)));
                });
        world.host.run();

        assertThat(ops.get(0).end().number()).isLessThan(ops.get(1).end().number());
        assertThat(server.text(first, 3)).isEqualTo("one");
        assertThat(server.text(second, 3)).isEqualTo("two");
    }

    @Test
    void aReceiveBehindAPendedOneWaitsAlthoughThereAreData() {
        client.send(ends.client(), "one");
        BufferRef into = server.buffer(3);
        List<Op> ops = new ArrayList<>();
        world.host.stage().chooser().answer(1);

        server.driver.dpc(
                "test",
                0,
                me -> {
                    ops.add(server.within(me, irp -> Peer.receive(ends.server(), into, 0, irp)));
                    ops.add(server.within(me, irp -> Peer.receive(ends.server(), into, 0, irp)));
                });
        world.host.run();

        assertThat(ops.get(0).information()).isEqualTo(3);
        assertThat(ops.get(1).returned()).isEqualTo(STATUS_PENDING);
        assertThat(ops.get(1).hasEnded()).isFalse();
    }

    @Test
    void aReceiveTakesWhatIsThereAndLeavesTheRest() {
        client.send(ends.client(), "hello world");
        BufferRef into = server.buffer(5);

        assertThat(receive(into, 0).information()).isEqualTo(5);
        assertThat(server.text(into, 5)).isEqualTo("hello");
        assertThat(receive(into, 0).information()).isEqualTo(5);
        assertThat(server.text(into, 5)).isEqualTo(" worl");
        assertThat(receive(into, 0).information()).isEqualTo(1);
    }

    @Test
    void severalSendsMayFillOneReceive() {
        client.send(ends.client(), "hello ");
        client.send(ends.client(), "world");
        BufferRef into = server.buffer(16);

        assertThat(receive(into, 0).information()).isEqualTo(11);
        assertThat(server.text(into, 11)).isEqualTo("hello world");
    }

    @Test
    void aReceiveThatWaitsForAllEndsWhenItsBufferIsFull() {
        BufferRef into = server.buffer(10);
        Op receive = receive(into, Peer.WAITALL);
        client.send(ends.client(), "hello");
        assertThat(receive.hasEnded()).isFalse();

        client.send(ends.client(), " world");

        assertThat(receive.information()).isEqualTo(10);
        assertThat(server.text(into, 10)).isEqualTo("hello worl");
    }

    @Test
    void aReceiveThatWaitsForAllEndsWithWhatItHasWhenThePeerIsDone() {
        BufferRef into = server.buffer(100);
        Op receive = receive(into, Peer.WAITALL);
        client.send(ends.client(), "forty of a hundred octets, more or less.");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(receive.information()).isEqualTo(40);
    }

    @Test
    void aReceiveThatWaitsForMoreThanTheWindowIsFilledAllTheSame() {
        int length = 150_000;
        Op receive = receive(server.buffer(length), Peer.WAITALL);
        BufferRef data = client.buffer(length);

        Op send = client.begin(irp -> Peer.send(ends.client(), data, irp));

        assertThat(receive.information()).isEqualTo(length);
        assertThat(send.information()).isEqualTo(length);
    }

    @Test
    void allReceivesThatWaitEndWithNothingWhenThePeerIsDone() {
        Op first = receive(server.buffer(16), 0);
        Op second = receive(server.buffer(16), 0);

        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(first.information()).isZero();
        assertThat(second.information()).isZero();
    }

    @Test
    void aReceiveAfterThePeerIsDoneEndsInlineWithNothing() {
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        Op receive = receive(server.buffer(16), 0);

        assertThat(receive.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(receive.information()).isZero();
    }

    @Test
    void whatThePeerSentBeforeItsEndIsReceivedFirst() {
        client.send(ends.client(), "last words");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(receive(server.buffer(16), 0).information()).isEqualTo(10);
        assertThat(receive(server.buffer(16), 0).information()).isZero();
    }

    @Test
    void aDrainingReceiveThrowsAllAwayAndEndsWhenThePeerIsDone() {
        Op drain = receive(BufferRef.getDefaultInstance(), Peer.DRAIN);
        BufferRef data = client.buffer(1_000_000);
        Op send = client.begin(irp -> Peer.send(ends.client(), data, irp));
        assertThat(send.information()).isEqualTo(1_000_000);
        assertThat(drain.hasEnded()).isFalse();

        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(drain.information()).isZero();
    }

    @Test
    void aReceiveOfNothingEndsAtOnceAndTakesNothing() {
        client.send(ends.client(), "hello");

        Op nothing = receive(BufferRef.getDefaultInstance(), 0);

        assertThat(nothing.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(nothing.information()).isZero();
        assertThat(receive(server.buffer(16), 0).information()).isEqualTo(5);
    }

    @Test
    void flagsThatTheTransportDoesNotKnowAreNotSupported() {
        BufferRef buffer = server.buffer(16);

        Op send = server.begin(irp -> withFlags(ends.server(), buffer, 0x1, irp));
        Op receive = receive(buffer, 0x10);

        assertThat(send.status()).isEqualTo(STATUS_NOT_SUPPORTED);
        assertThat(receive.status()).isEqualTo(STATUS_NOT_SUPPORTED);
    }

    @Test
    void drainingExcludesWaitingForAllAndABuffer() {
        assertThat(receive(server.buffer(16), Peer.DRAIN).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(receive(BufferRef.getDefaultInstance(), Peer.DRAIN | Peer.WAITALL).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void bothDirectionsAreIndependent() {
        BufferRef atServer = server.buffer(16);
        BufferRef atClient = client.buffer(16);
        Op toServer = receive(atServer, 0);
        Op toClient = client.begin(irp -> Peer.receive(ends.client(), atClient, 0, irp));
        client.send(ends.client(), "ping");
        server.send(ends.server(), "pong");

        assertThat(server.text(atServer, toServer.information())).isEqualTo("ping");
        assertThat(client.text(atClient, toClient.information())).isEqualTo("pong");
    }

    @Test
    void completionRoutinesMaySendAndReceiveAgain() {
        BufferRef into = server.buffer(64);
        Op second = new Op(server);
        Op answer = new Op(server);
        Op first =
                new Op(server)
                        .then(me -> {
                            server.within(
                                    me, second, irp -> Peer.receive(ends.server(), into, 0, irp));
                            server.within(me, answer, irp -> Peer.send(ends.server(), into, irp));
                        });
        server.driver.thread(
                "test",
                me -> server.within(me, first, irp -> Peer.receive(ends.server(), into, 0, irp)));
        world.host.run();

        client.send(ends.client(), "one");
        client.send(ends.client(), "two");

        first.mustSucceed();
        second.mustSucceed();
        answer.mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    private Op receive(BufferRef into, int flags) {
        return server.begin(irp -> Peer.receive(ends.server(), into, flags, irp));
    }

    private static WskSend withFlags(long socket, BufferRef buffer, int flags, long irp) {
        return WskSend.newBuilder()
                .setSocket(socket)
                .setBuffer(buffer)
                .setFlags(flags)
                .setIrp(irp)
                .build();
    }
}
