package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.InspectId;
import dev.irpflow.protocol.wsk.SioWskQueryInspectId;
import dev.irpflow.protocol.wsk.SoConditionalAccept;
import dev.irpflow.protocol.wsk.WskAbortEvent;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskInspectComplete;
import dev.irpflow.protocol.wsk.WskInspectEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SO_CONDITIONAL_ACCEPT, WskInspectEvent, WskInspectComplete and WskAbortEvent. */
class ConditionalAcceptTest {
    private static final int SET = 0;
    private static final int GET = 1;

    private WskWorld world = new WskWorld();
    private Peer client = world.client;
    private Peer server = world.server;
    private final List<String> told = new ArrayList<>();
    private final List<InspectId> ids = new ArrayList<>();
    private int action = Inspecting.PEND;

    @Test
    void theOptionIsOffUntilItIsSetAndCanBeReadAtAnyTime() {
        long listener = server.open(SocketCategory.LISTEN, table());
        assertThat(get(listener)).isZero();

        server.begin(irp -> option(listener, SET, 1, irp)).mustSucceed();
        assertThat(get(listener)).isEqualTo(1);
        server.begin(irp -> option(listener, SET, 0, irp)).mustSucceed();
        assertThat(get(listener)).isZero();
        server.begin(irp -> server.bind(listener, WskWorld.PORT, irp)).mustSucceed();
        assertThat(get(listener)).isZero();
    }

    @Test
    void theOptionIsTooLateOnceTheSocketIsBound() {
        long listener = server.listener(WskWorld.PORT, table());

        Op op = server.begin(irp -> option(listener, SET, 1, irp));

        assertThat(op.returned()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(op.status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        connect();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, -1})
    void theOptionIsZeroOrOne(int value) {
        long listener = server.open(SocketCategory.LISTEN, table());

        assertThat(server.begin(irp -> option(listener, SET, value, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(server.begin(irp -> option(listener, 2, 1, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION", "STREAM"})
    void theOptionIsOneOfListeningSockets(SocketCategory category) {
        long socket = server.open(category, table());

        assertThat(server.begin(irp -> option(socket, SET, 1, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(server.begin(irp -> option(socket, GET, 0, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    @Test
    void theOptionNeedsTheCallback() {
        long listener = server.open(SocketCategory.LISTEN, 0);

        Op op = server.begin(irp -> option(listener, SET, 1, irp));

        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.violations()).containsExactly("wsk/conditional-accept-callbacks");
    }

    @Test
    void theOptionMayPend() {
        long listener = server.open(SocketCategory.LISTEN, table());
        world.pendAll();

        Op op = server.begin(irp -> option(listener, SET, 1, irp)).mustSucceed();

        assertThat(op.returned()).isEqualTo(STATUS_PENDING);
        assertThat(get(listener)).isEqualTo(1);
    }

    @Test
    void aRequestThatIsAcceptedAtOnceEndsTheAcceptThatWaits() {
        action = Inspecting.ACCEPT;
        long listener = conditional();
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        Op connect = connect();

        assertThat(told).containsExactly("WskInspectEvent");
        connect.mustSucceed();
        assertThat(query(accept.information())).isEqualTo(ids.getFirst());
    }

    @Test
    void aRequestThatIsRejectedIsRefusedAndNothingFollows() {
        action = Inspecting.REJECT;
        long listener = conditional();
        server.call(Peer.eventCallback(listener, SocketEvent.ACCEPT.bit(), 0));

        Op connect = connect();

        assertThat(connect.status()).isNotEqualTo(STATUS_SUCCESS);
        assertThat(told).containsExactly("WskInspectEvent");
        assertThat(complete(listener, ids.getFirst(), Inspecting.ACCEPT)).isEqualTo(STATUS_SUCCESS);
        assertThat(told).containsExactly("WskInspectEvent");
    }

    @Test
    void aPendedRequestBecomesAConnectionWhenItIsAcceptedByACopyOfItsId() {
        long listener = conditional();
        server.call(Peer.eventCallback(listener, SocketEvent.ACCEPT.bit(), 0));
        Op connect = connectUntilAsked();
        assertThat(connect.hasEnded()).isFalse();

        InspectId copy = ids.getFirst().toBuilder().build();
        assertThat(complete(listener, copy, Inspecting.ACCEPT)).isEqualTo(STATUS_SUCCESS);

        connect.mustSucceed();
        assertThat(told).containsExactly("WskInspectEvent", "WskAcceptEvent");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aPendedRequestThatIsRejectedIsRefused() {
        long listener = conditional();
        Op connect = connectUntilAsked();

        assertThat(complete(listener, ids.getFirst(), Inspecting.REJECT)).isEqualTo(STATUS_SUCCESS);

        assertThat(connect.hasEnded()).isTrue();
        assertThat(told).containsExactly("WskInspectEvent");
    }

    @Test
    void aRequestThatIsDroppedIsToldOnceAndItsVerdictEstablishesNothing() {
        long listener = conditional();

        Op connect = connect(); // until the client gives up

        assertThat(connect.status()).isNotEqualTo(STATUS_SUCCESS);
        assertThat(told).containsExactly("WskInspectEvent", "WskAbortEvent");
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(complete(listener, ids.getFirst(), Inspecting.ACCEPT)).isEqualTo(STATUS_SUCCESS);
        assertThat(told).hasSize(2);
    }

    @Test
    void theStatusOfAVerdictThatComesTooLateIsTheOneThatIsChosen() {
        world = new WskWorld(Choices.USUAL.with(WskStatus.OVERDUE_VERDICT, "STATUS_NOT_FOUND"));
        client = world.client;
        server = world.server;
        long listener = conditional();
        connect(); // until the client gives up

        assertThat(complete(listener, ids.getFirst(), Inspecting.ACCEPT))
                .isEqualTo(NtStatus.STATUS_NOT_FOUND);
    }

    @Test
    void aVerdictForAnotherIdOrNoVerdictIsRefused() {
        long listener = conditional();
        connectUntilAsked();
        InspectId id = ids.getFirst();

        assertThat(complete(listener, id, Inspecting.PEND)).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(
                        complete(
                                listener,
                                id.toBuilder().setSerialNumber(id.getSerialNumber() + 1).build(),
                                Inspecting.ACCEPT))
                .isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(
                        complete(
                                listener,
                                id.toBuilder().setKey(id.getKey() + 1).build(),
                                Inspecting.ACCEPT))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void aListenerThatDoesNotInspectTakesNoVerdict() {
        long listener = server.listener(WskWorld.PORT, table());

        assertThat(complete(listener, InspectId.getDefaultInstance(), Inspecting.ACCEPT))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void disablingAcceptLeavesInspectionOn() {
        long listener = conditional();
        server.call(Peer.eventCallback(listener, SocketEvent.ACCEPT.bit(), 0));
        server.call(Peer.eventCallback(listener, Peer.EVENT_DISABLE | SocketEvent.ACCEPT.bit(), 0));

        connect();

        assertThat(told).containsExactly("WskInspectEvent", "WskAbortEvent");
        assertThat(server.call(Peer.eventCallback(listener, Peer.EVENT_DISABLE, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void onlyASocketThatWasInspectedHasAnId() {
        WskWorld.Connected ends = world.connect();

        for (long socket : new long[] {ends.server(), ends.listener()}) {
            assertThat(server.call(SioWskQueryInspectId.newBuilder().setSocket(socket).build()))
                    .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        }
    }

    @Test
    void closingTheListenerRefusesThePeerAndTellsNothing() {
        long listener = conditional();
        Op connect = connectUntilAsked();

        server.begin(irp -> Peer.close(listener, irp)).mustSucceed();

        assertThat(connect.hasEnded()).isTrue();
        assertThat(told).containsExactly("WskInspectEvent");
        assertThat(server.canDeregister()).isTrue();
    }

    @Test
    void closingWaitsForTheInspectionThatRuns() {
        Op close = new Op(server);
        long[] listener = new long[1];
        List<Boolean> endedWithin = new ArrayList<>();
        long table =
                server.tableThatIsOff(
                        List.of(WskInspectEvent.class),
                        me -> {
                            server.within(me, close, irp -> Peer.close(listener[0], irp));
                            endedWithin.add(close.hasEnded());
                            return answer(me, Inspecting.ACCEPT);
                        });
        listener[0] = conditional(table);

        Op connect = connect();

        assertThat(endedWithin).containsExactly(false);
        close.mustSucceed();
        assertThat(connect.status()).isNotEqualTo(STATUS_SUCCESS);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aVerdictWithinTheInspectionCountsAndTheReturnNoMore() {
        Op verdict = new Op(server);
        long[] listener = new long[1];
        long table =
                server.tableThatIsOff(
                        List.of(WskInspectEvent.class),
                        me -> {
                            InspectId id = me.request(WskInspectEvent.class).getInspectId();
                            server.within(
                                    me,
                                    verdict,
                                    irp -> complete(listener[0], id, Inspecting.ACCEPT, irp));
                            return answer(me, Inspecting.PEND);
                        });
        listener[0] = conditional(table);

        connect().mustSucceed();

        verdict.mustSucceed();
    }

    @Test
    void whatIsNoActionBreaksARuleAndRejects() {
        action = NtStatus.STATUS_PENDING.getNumber();
        conditional();

        assertThat(connect().status()).isNotEqualTo(STATUS_SUCCESS);
        assertThat(world.host.violations()).containsExactly("wsk/inspect-action");
    }

    private long table() {
        return server.tableThatIsOff(
                List.of(WskAcceptEvent.class, WskInspectEvent.class, WskAbortEvent.class),
                this::tell);
    }

    private NtStatus tell(Running me) {
        told.add(me.call().contract().name());
        switch (me.call().request()) {
            case WskInspectEvent event -> {
                assertThat(event.getSocketContext()).isEqualTo(77);
                assertThat(event.getLocalAddress().getPort()).isEqualTo(WskWorld.PORT);
                ids.add(event.getInspectId());
                return answer(me, action);
            }
            case WskAbortEvent event -> ids.add(event.getInspectId());
            default -> {}
        }
        return STATUS_SUCCESS;
    }

    private static NtStatus answer(Running me, int action) {
        me.out(WskInspectEvent.Out.newBuilder().setReturned(action).build());
        return STATUS_SUCCESS;
    }

    private long conditional() {
        return conditional(table());
    }

    private long conditional(long table) {
        long listener = server.open(SocketCategory.LISTEN, table);
        server.begin(irp -> option(listener, SET, 1, irp)).mustSucceed();
        server.begin(irp -> server.bind(listener, WskWorld.PORT, irp)).mustSucceed();
        return listener;
    }

    private Op connect() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        return client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
    }

    // Only so far: left alone, the client would give up.
    private Op connectUntilAsked() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        Op connect =
                client.beginLater(
                        irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        return connect;
    }

    private int get(long socket) {
        return server.begin(irp -> option(socket, GET, 0, irp))
                .mustSucceed()
                .out(SoConditionalAccept.Out.class)
                .getOutputBuffer();
    }

    private InspectId query(long socket) {
        InspectId[] id = new InspectId[1];
        server.driver.thread(
                "test",
                me ->
                        id[0] =
                                me.call(
                                                SioWskQueryInspectId.newBuilder()
                                                        .setSocket(socket)
                                                        .build(),
                                                SioWskQueryInspectId.Out.class)
                                        .getInspectId());
        world.host.run();
        return id[0];
    }

    private NtStatus complete(long listener, InspectId id, int verdict) {
        return server.begin(irp -> complete(listener, id, verdict, irp)).status();
    }

    private static GeneratedMessage complete(long listener, InspectId id, int verdict, long irp) {
        return WskInspectComplete.newBuilder()
                .setListenSocket(listener)
                .setInspectId(id)
                .setAction(verdict)
                .setIrp(irp)
                .build();
    }

    private static GeneratedMessage option(long socket, int type, int value, long irp) {
        SoConditionalAccept.Builder option =
                SoConditionalAccept.newBuilder().setSocket(socket).setRequestType(type).setIrp(irp);
        return type == GET ? option.build() : option.setInputBuffer(value).build();
    }
}
