package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_RESET;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_FORCED_CLOSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoConditionalAccept;
import dev.irpflow.protocol.wsk.WskAbortEvent;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskInspectComplete;
import dev.irpflow.protocol.wsk.WskInspectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import dev.irpflow.tcpip.EndpointKind;
import dev.irpflow.tcpip.EndpointLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets that are no longer functional, since the transport has lost their endpoints. */
class LostSocketTest {
    private static final List<Class<? extends GeneratedMessage>> SLOTS =
            List.of(
                    WskAcceptEvent.class,
                    WskInspectEvent.class,
                    WskAbortEvent.class,
                    WskReceiveEvent.class,
                    WskReceiveFromEvent.class);

    private WskWorld world = new WskWorld();
    private Peer client = world.client;
    private Peer server = world.server;
    private final List<GeneratedMessage> told = new ArrayList<>();
    private final Map<Op, Long> sockets = new LinkedHashMap<>();
    private NtStatus answer = STATUS_SUCCESS;
    private int action = Inspecting.PEND;
    private long closesWithin;

    @Test
    void aListeningSocketTellsItOnceByAnAcceptEventWithoutASocket() {
        long listener = server.listener(PORT, server.table(SLOTS, this::tell));
        answer = STATUS_REQUEST_NOT_ACCEPTED;

        lose(EndpointKind.LISTENERS);

        assertThat(told).hasSize(1);
        WskAcceptEvent event = (WskAcceptEvent) told.getFirst();
        assertThat(event.hasAcceptSocket()).isFalse();
        assertThat(event.getSocketContext()).isEqualTo(77);
        assertThat(accept(listener).status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(told).hasSize(1);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anotherSocketCanListenOnThePortBeforeTheLostOneIsClosed() {
        long lost = server.listener(PORT, 0);
        lose(EndpointKind.LISTENERS);

        long next = server.listener(PORT, 0);
        Op accept = accept(next);
        connect().mustSucceed();

        accept.mustSucceed();
        server.begin(irp -> Peer.close(lost, irp)).mustSucceed();
        server.begin(irp -> Peer.close(next, irp)).mustSucceed();
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTEN", "STREAM"})
    void acceptsThatWaitEndInTheirOrder(SocketCategory category) {
        long listener = listener(category);
        Op first = accept(listener);
        Op second = accept(listener);

        lose(EndpointKind.LISTENERS);

        assertThat(first.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(second.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(second.end().number()).isEqualTo(first.end().number() + 1);
        assertThat(connect().status()).isNotEqualTo(STATUS_SUCCESS);
        server.begin(irp -> Peer.close(listener, irp)).mustSucceed();
        assertThat(server.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectionThatNobodyHasAcceptedIsResetAndOneThatWasAcceptedLivesOn() {
        long listener = server.listener(PORT, 0);
        Op accept = accept(listener);
        long known = socketOf(connect());
        long unknown = socketOf(connect());

        lose(EndpointKind.LISTENERS);

        accept.mustSucceed();
        assertThat(client.send(unknown, "anybody?").status()).isEqualTo(STATUS_CONNECTION_RESET);
        client.send(known, "still there?").mustSucceed();
    }

    @Test
    void aWaitingConnectionThatIsLostIsNotAcceptedAnyMore() {
        long listener = server.listener(PORT, 0);
        connect().mustSucceed();

        lose(EndpointKind.CONNECTIONS);

        Op accept = accept(listener);
        assertThat(accept.hasEnded()).isFalse();
        connect().mustSucceed();
        accept.mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConditionalListenerTellsItByAnInspectEventWithoutAnId() {
        long listener = conditional(server.tableThatIsOff(SLOTS, this::tell));
        action = Inspecting.REJECT;

        lose(EndpointKind.LISTENERS);

        assertThat(told).hasSize(1);
        assertThat(((WskInspectEvent) told.getFirst()).hasInspectId()).isFalse();
        server.begin(irp -> Peer.close(listener, irp)).mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"once, 1", "each, 2"})
    void whichOfTwoCallbacksTellsItIsAChoice(String way, int times) {
        world = new WskWorld(Choices.USUAL.with(WskChoice.LOST_CONDITIONAL_LISTENER, way));
        server = world.server;
        conditional(server.table(SLOTS, this::tell));
        answer = STATUS_REQUEST_NOT_ACCEPTED;
        action = Inspecting.REJECT;

        lose(EndpointKind.LISTENERS);

        assertThat(told).hasSize(times);
        assertThat(told.getFirst()).isInstanceOf(WskAcceptEvent.class);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aRequestThatIsNotDecidedYetEndsWithItsListener() {
        long listener = conditional(server.tableThatIsOff(SLOTS, this::tell));
        Op connect = connectUntilAsked();
        WskInspectEvent asked = (WskInspectEvent) told.getFirst();
        action = Inspecting.REJECT;

        lose(EndpointKind.LISTENERS);

        assertThat(connect.status()).isNotEqualTo(STATUS_SUCCESS);
        Op verdict =
                server.begin(irp ->
                        WskInspectComplete.newBuilder()
                                .setListenSocket(listener)
                                .setInspectId(asked.getInspectId())
                                .setAction(Inspecting.ACCEPT)
                                .setIrp(irp)
                                .build());
        assertThat(verdict.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(told).hasSize(2);
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "WskAcceptEvent, STATUS_SUCCESS, 0",
        "WskInspectEvent, STATUS_SUCCESS, 2",
        "WskInspectEvent, STATUS_SUCCESS, 1",
        "WskReceiveEvent, STATUS_PENDING, 0",
        "WskReceiveFromEvent, STATUS_DATA_NOT_ACCEPTED, 0"
    })
    void anAnswerThatTakesSomethingBreaksARule(String callback, NtStatus wrong, int verdict) {
        switch (callback) {
            case "WskAcceptEvent" -> server.listener(PORT, server.table(SLOTS, this::tell));
            case "WskInspectEvent" -> conditional(server.tableThatIsOff(SLOTS, this::tell));
            case "WskReceiveEvent" -> world.connect(0, server.table(SLOTS, this::tell));
            default -> server.datagrams(PORT, server.table(SLOTS, this::tell));
        }
        told.clear();
        answer = wrong;
        action = verdict;

        lose(null);

        assertThat(told.getFirst().getDescriptorForType().getName()).isEqualTo(callback);
        assertThat(world.host.violations()).containsExactly("wsk/non-functional-answer");
    }

    @Test
    void aSocketMayBeClosedWithinTheCallbackThatTellsIt() {
        long listener = server.listener(PORT, server.table(SLOTS, this::tell));
        answer = STATUS_REQUEST_NOT_ACCEPTED;
        closesWithin = listener;

        lose(EndpointKind.LISTENERS);

        assertThat(server.machine.objects().find(listener)).isNull();
        assertThat(server.canDeregister()).isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectionEndsWhatWaitsTellsItByAnEventWithoutDataAndResetsItsPeer() {
        WskWorld.Connected ends = world.connect(0, server.table(SLOTS, this::tell));
        Op receive = server.begin(irp -> Peer.receive(ends.server(), server.buffer(8), 0, irp));

        lose(EndpointKind.CONNECTIONS);

        assertThat(receive.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(told).hasSize(1);
        assertThat(((WskReceiveEvent) told.getFirst()).hasDataIndication()).isFalse();
        assertThat(client.send(ends.client(), "?").status()).isEqualTo(STATUS_CONNECTION_RESET);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aDatagramSocketTellsItByAnEventWithoutDatagrams() {
        long socket = server.datagrams(PORT, server.table(SLOTS, this::tell));

        lose(EndpointKind.DATAGRAMS);

        assertThat(told).hasSize(1);
        assertThat(((WskReceiveFromEvent) told.getFirst()).hasDataIndication()).isFalse();
        assertThat(server.sendTo(socket, CLIENT, PORT, "?").status())
                .isEqualTo(STATUS_FILE_FORCED_CLOSED);
        server.begin(irp -> Peer.close(socket, irp)).mustSucceed();
    }

    @Test
    void theFunctionThatFindsTheLossEndsWithItToo() {
        long socket = server.datagrams(PORT, 0);
        world.failNext("UdpSend", NtStatus.STATUS_INVALID_HANDLE);
        assertThat(server.sendTo(socket, CLIENT, PORT, "?").status())
                .isEqualTo(STATUS_FILE_FORCED_CLOSED);

        WskWorld.Connected ends = world.connect();
        world.failNext("TcpSend", NtStatus.STATUS_INVALID_HANDLE);
        assertThat(client.send(ends.client(), "?").status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
    }

    @Test
    void aSocketThatIsLostBeforeItListensEndsItsBind() {
        long listener = server.open(SocketCategory.LISTEN, 0);
        world.delayNext("TcpListen", 10 * WskWorld.MS);
        Op bind = server.beginLater(irp -> server.bind(listener, PORT, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);

        lose(EndpointKind.CONNECTIONS);

        assertThat(bind.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(accept(listener).status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        server.begin(irp -> Peer.close(listener, irp)).mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aConnectEndsWithItsSocket() {
        world.network.cut("client", "server");
        Op connect = connectUntilAsked();
        Op unknown =
                client.beginLater(irp -> Peer.socketConnect(client.client(), SERVER, PORT, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);

        assertThat(EndpointLoss.cause(client.machine, EndpointKind.CONNECTIONS, 0)).isTrue();
        world.host.run();

        assertThat(connect.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(unknown.status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        client.begin(irp -> Peer.close(socketOf(connect), irp)).mustSucceed();
        assertThat(client.canDeregister()).as("the unknown one is gone").isTrue();
        assertThat(world.host.isWell()).isTrue();
    }

    private long socketOf(Op connect) {
        return Objects.requireNonNull(sockets.get(connect));
    }

    private NtStatus tell(Running me) {
        told.add(me.call().request());
        if (closesWithin != 0) {
            server.within(me, irp -> Peer.close(closesWithin, irp));
        }
        if (me.call().request() instanceof WskInspectEvent) {
            me.out(WskInspectEvent.Out.newBuilder().setReturned(action).build());
            return STATUS_SUCCESS;
        }
        return answer;
    }

    private void lose(@Nullable EndpointKind kind) {
        assertThat(EndpointLoss.cause(server.machine, kind, 0)).isTrue();
        world.host.run();
    }

    private long listener(SocketCategory category) {
        long socket = server.open(category, 0);
        server.begin(irp -> server.bind(socket, PORT, irp)).mustSucceed();
        if (category == SocketCategory.STREAM) {
            server.begin(irp -> Phase.listen(socket, irp)).mustSucceed();
        }
        return socket;
    }

    private long conditional(long table) {
        long listener = server.open(SocketCategory.LISTEN, table);
        server.begin(irp ->
                        SoConditionalAccept.newBuilder()
                                .setSocket(listener)
                                .setInputBuffer(1)
                                .setIrp(irp)
                                .build())
                .mustSucceed();
        server.begin(irp -> server.bind(listener, PORT, irp)).mustSucceed();
        return listener;
    }

    private Op accept(long listener) {
        return server.begin(irp -> server.accept(listener, 0, irp));
    }

    private Op connect() {
        Op connect = connectLater();
        world.host.run();
        return connect;
    }

    // Only so far: left alone, the client would give up.
    private Op connectUntilAsked() {
        Op connect = connectLater();
        world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        return connect;
    }

    private Op connectLater() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        Op connect = client.beginLater(irp -> client.connect(socket, SERVER, PORT, irp));
        sockets.put(connect, socket);
        return connect;
    }
}
