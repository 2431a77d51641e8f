package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_EVENT_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver.Code;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskDisconnectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SO_WSK_EVENT_CALLBACK and WSK_SET_STATIC_EVENT_CALLBACKS. */
class EventControlTest {
    private static final int RECEIVE = SocketEvent.RECEIVE.bit();
    private static final int DISCONNECT = SocketEvent.DISCONNECT.bit();
    private static final int ACCEPT = SocketEvent.ACCEPT.bit();
    private static final int RECEIVE_FROM = SocketEvent.RECEIVE_FROM.bit();
    private static final int DISABLE = Peer.EVENT_DISABLE;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;
    private final List<String> told = new ArrayList<>();

    @Test
    void aCallbackIsOffUntilItIsEnabledAndThenHasWhatHasComeMeanwhile() {
        WskWorld.Connected ends = world.connect(0, table(this::tell));
        client.send(ends.client(), "early");
        assertThat(told).isEmpty();

        assertThat(enable(ends.server(), RECEIVE)).isEqualTo(STATUS_SUCCESS);

        assertThat(told).containsExactly("WskReceiveEvent");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
        assertThat(told).containsExactly("WskReceiveEvent"); // the other one is still off
        assertThat(enable(ends.server(), DISCONNECT)).isEqualTo(STATUS_SUCCESS);
        assertThat(told).containsExactly("WskReceiveEvent", "WskDisconnectEvent");
    }

    @Test
    void manyAreEnabledAtOnce() {
        WskWorld.Connected ends = world.connect(0, table(this::tell));

        assertThat(enable(ends.server(), RECEIVE | DISCONNECT)).isEqualTo(STATUS_SUCCESS);
        client.send(ends.client(), "data");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();

        assertThat(told).containsExactly("WskReceiveEvent", "WskDisconnectEvent");
    }

    @Test
    void whereNoneRunsDisablingEndsAtOnceWithAndWithoutAnIrp() {
        WskWorld.Connected ends = world.connect(0, table(this::tell));
        enable(ends.server(), RECEIVE | DISCONNECT);

        Op op = server.begin(irp -> Peer.eventCallback(ends.server(), DISABLE | RECEIVE, irp));

        assertThat(op.returned()).isEqualTo(STATUS_SUCCESS);
        assertThat(op.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(server.call(Peer.eventCallback(ends.server(), DISABLE | DISCONNECT, 0)))
                .isEqualTo(STATUS_SUCCESS);
        client.send(ends.client(), "data");
        client.begin(irp -> Peer.disconnect(ends.client(), 0, irp)).mustSucceed();
        assertThat(told).isEmpty();
    }

    @Test
    void whileOneRunsDisablingWithAnIrpPendsUntilItHasReturned() {
        Op disable = new Op(server);
        long[] socket = new long[1];
        List<Boolean> endedWithin = new ArrayList<>();
        WskWorld.Connected ends =
                world.connect(
                        0,
                        table(me -> {
                            told.add("WskReceiveEvent");
                            server.within(
                                    me,
                                    disable,
                                    irp -> Peer.eventCallback(socket[0], DISABLE | RECEIVE, irp));
                            endedWithin.add(disable.hasEnded());
                            return STATUS_SUCCESS;
                        }));
        socket[0] = ends.server();
        enable(ends.server(), RECEIVE);

        client.send(ends.client(), "first");

        assertThat(disable.returned()).isEqualTo(STATUS_PENDING);
        assertThat(endedWithin).containsExactly(false);
        assertThat(disable.status()).isEqualTo(STATUS_SUCCESS);
        client.send(ends.client(), "second");
        assertThat(told).containsExactly("WskReceiveEvent");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whileOneRunsDisablingWithoutAnIrpSaysSoAndHoldsOnceItHasReturned() {
        List<NtStatus> statuses = new ArrayList<>();
        long[] socket = new long[1];
        WskWorld.Connected ends =
                world.connect(
                        0,
                        table(me -> {
                            told.add("WskReceiveEvent");
                            statuses.add(
                                    me.status(Peer.eventCallback(socket[0], DISABLE | RECEIVE, 0)));
                            return STATUS_SUCCESS;
                        }));
        socket[0] = ends.server();
        enable(ends.server(), RECEIVE);

        client.send(ends.client(), "first");
        client.send(ends.client(), "second");

        assertThat(statuses).containsExactly(STATUS_EVENT_PENDING);
        assertThat(told).containsExactly("WskReceiveEvent");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anIrpThatWaitsForACallbackCanBeCancelledAndTheCallbackIsOffAllTheSame() {
        Op disable = new Op(server);
        long[] socket = new long[1];
        WskWorld.Connected ends =
                world.connect(
                        0,
                        table(me -> {
                            told.add("WskReceiveEvent");
                            server.within(
                                    me,
                                    disable,
                                    irp -> Peer.eventCallback(socket[0], DISABLE | RECEIVE, irp));
                            me.call(
                                    dev.irpflow.protocol.kernel.IoCancelIrp.newBuilder()
                                            .setIrp(disable.irp().id())
                                            .build());
                            return STATUS_SUCCESS;
                        }));
        socket[0] = ends.server();
        enable(ends.server(), RECEIVE);

        client.send(ends.client(), "first");
        client.send(ends.client(), "second");

        assertThat(disable.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(told).containsExactly("WskReceiveEvent");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void connectionsThatWaitAreOfferedOnceTheAcceptEventIsOn() {
        long listener = server.listener(WskWorld.PORT, table(this::tell));
        connect();
        connect();
        assertThat(told).isEmpty();

        assertThat(enable(listener, ACCEPT)).isEqualTo(STATUS_SUCCESS);

        assertThat(told).containsExactly("WskAcceptEvent", "WskAcceptEvent");
        connect();
        assertThat(told).hasSize(3);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectionThatHasWaitedAndIsRefusedEnds() {
        long listener = server.listener(WskWorld.PORT, table(me -> STATUS_REQUEST_NOT_ACCEPTED));
        long socket = connect();
        Op receive = client.begin(irp -> Peer.receive(socket, client.buffer(8), 0, irp));

        enable(listener, ACCEPT);

        assertThat(receive.hasEnded()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aListenerHandsOnWhatIsEnabledOnItToWhatItsEventAcceptsAndNotToAccepts() {
        long table = table(this::tell);
        long listener = server.listener(WskWorld.PORT, table);
        enable(listener, RECEIVE);
        Op accept = server.begin(irp -> server.accept(listener, table, irp));
        long first = connect();
        accept.mustSucceed();
        client.send(first, "data");
        assertThat(told).isEmpty();

        enable(listener, ACCEPT);
        long second = connect();
        client.send(second, "data");

        assertThat(told).containsExactly("WskAcceptEvent", "WskReceiveEvent");
    }

    @Test
    void whatAListenerHandsOnStaysWhenAcceptIsDisabledAndEnabledAgain() {
        long listener = server.listener(WskWorld.PORT, table(this::tell));
        enable(listener, ACCEPT | RECEIVE);
        assertThat(server.call(Peer.eventCallback(listener, DISABLE | ACCEPT, 0)))
                .isEqualTo(STATUS_SUCCESS);
        enable(listener, ACCEPT);

        client.send(connect(), "data");

        assertThat(told).containsExactly("WskAcceptEvent", "WskReceiveEvent");
        assertThat(server.call(Peer.eventCallback(listener, DISABLE | RECEIVE, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void staticCallbacksAreOnFromTheFirstSocketOnAndCannotBeDisabled() {
        long table = server.tableThatIsOff(slots(), this::tell);
        assertThat(server.call(Peer.setStaticEvents(server.client(), ACCEPT | RECEIVE)))
                .isEqualTo(STATUS_SUCCESS);
        long listener = server.listener(WskWorld.PORT, table);

        long socket = connect();
        client.send(socket, "data");
        client.begin(irp -> Peer.disconnect(socket, 0, irp)).mustSucceed();

        assertThat(told).containsExactly("WskAcceptEvent", "WskReceiveEvent");
        assertThat(server.call(Peer.eventCallback(listener, DISABLE | ACCEPT, 0)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void whoSetsMoreStaticCallbacksKeepsThoseThatAreOn() {
        server.call(Peer.setStaticEvents(server.client(), ACCEPT));
        server.call(Peer.setStaticEvents(server.client(), RECEIVE));
        long listener = server.listener(WskWorld.PORT, table(this::tell));

        assertThat(enable(listener, DISABLE | ACCEPT)).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void staticCallbacksComeBeforeTheFirstSocket() {
        server.open(SocketCategory.LISTEN, 0);

        assertThat(server.call(Peer.setStaticEvents(server.client(), ACCEPT)))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x80000010, 0x400})
    void aStaticMaskOfNoEventIsRefused(int mask) {
        assertThat(server.call(Peer.setStaticEvents(server.client(), mask)))
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void callbacksOfAClientThatHasReleasedTheProviderBreakARule() {
        long client = server.client();
        server.call(Peer.release(server.registration()));

        server.call(Peer.setStaticEvents(client, ACCEPT));

        assertThat(world.host.violations()).containsExactly("wsk/provider-call-after-release");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x100, 0x200, 0x80000000, 0x800000C0, 0x80000200})
    void aMaskThatDoesNotFitAConnectionIsRefused(int mask) {
        WskWorld.Connected ends = world.connect(0, table(this::tell));

        assertThat(enable(ends.server(), mask)).isEqualTo(STATUS_INVALID_PARAMETER);
        Op op = server.begin(irp -> Peer.eventCallback(ends.server(), mask, irp));
        assertThat(op.returned()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void datagramCallbacksAreNoneOfAListener() {
        long listener = server.listener(WskWorld.PORT, table(this::tell));

        assertThat(enable(listener, ACCEPT | RECEIVE_FROM)).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void enablingTakesNoIrp() {
        WskWorld.Connected ends = world.connect(0, table(this::tell));

        Op op = server.begin(irp -> Peer.eventCallback(ends.server(), RECEIVE, irp));

        assertThat(op.status()).isEqualTo(STATUS_INVALID_PARAMETER);
        client.send(ends.client(), "data");
        assertThat(told).isEmpty();
    }

    @Test
    void aSocketIsConnectedOrListensBeforeItsCallbacksAreEnabled() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        assertThat(client.call(Peer.eventCallback(socket, RECEIVE, 0)))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void aStreamSocketThatHasConnectedHasNoAcceptEvent() {
        server.listener(WskWorld.PORT, 0);
        long socket = client.bound(SocketCategory.STREAM, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();

        assertThat(client.call(Peer.eventCallback(socket, ACCEPT, 0)))
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(client.call(Peer.eventCallback(socket, RECEIVE, 0))).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aSocketThatIsClosedHasNoCallbacks() {
        WskWorld.Connected ends = world.connect();
        server.begin(irp -> Peer.close(ends.server(), irp)).mustSucceed();

        assertThat(server.call(Peer.eventCallback(ends.server(), RECEIVE, 0)))
                .isEqualTo(STATUS_INVALID_HANDLE);
        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
    }

    @Test
    void closingWaitsForTheCallbackAndEndsTheIrpThatDisablesIt() {
        Op disable = new Op(server);
        Op close = new Op(server);
        long[] socket = new long[1];
        WskWorld.Connected ends =
                world.connect(
                        0,
                        table(me -> {
                            server.within(
                                    me,
                                    disable,
                                    irp -> Peer.eventCallback(socket[0], DISABLE | RECEIVE, irp));
                            server.within(me, close, irp -> Peer.close(socket[0], irp));
                            return STATUS_SUCCESS;
                        }));
        socket[0] = ends.server();
        enable(ends.server(), RECEIVE);

        client.send(ends.client(), "data");

        assertThat(disable.status()).isEqualTo(STATUS_CANCELLED);
        assertThat(close.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(disable.end().number()).isLessThan(close.end().number());
        assertThat(world.host.isWell()).isTrue();
    }

    private NtStatus enable(long socket, int mask) {
        return server.call(Peer.eventCallback(socket, mask, 0));
    }

    private long connect() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();
        return socket;
    }

    private static List<Class<? extends GeneratedMessage>> slots() {
        return List.of(WskAcceptEvent.class, WskReceiveEvent.class, WskDisconnectEvent.class);
    }

    private long table(Code routine) {
        return server.tableThatIsOff(slots(), routine);
    }

    // Who is offered a connection takes it with the same callbacks.
    private NtStatus tell(Running me) {
        told.add(me.call().contract().name());
        if (me.call().request() instanceof WskAcceptEvent event) {
            me.out(
                    WskAcceptEvent.Out.newBuilder()
                            .setAcceptSocketDispatch(event.getDispatch())
                            .build());
        }
        return STATUS_SUCCESS;
    }
}
