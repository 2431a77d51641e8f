package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskGetRemoteAddress;
import dev.irpflow.protocol.wsk.WskInspectComplete;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of a socket's phase and a function, of every category. */
class SocketStateTest {
    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("pairs")
    void aFunctionIsCarriedOutWhereItIsLegalAndEndsItsIrpWithOneStatusWhereItIsNot(
            SocketCategory category, Phase phase, Operation operation) {
        WskWorld world = world();
        long socket = phase.reach(world, category);

        Op op = world.client.beginLater(irp -> request(world.client, operation, socket, irp));
        Phase.pass(world);

        if (phase.allows(operation)) {
            assertThat(op.returned()).isIn(NtStatus.STATUS_SUCCESS, NtStatus.STATUS_PENDING);
            assertThat(op.hasEnded() || op.returned() == NtStatus.STATUS_PENDING).isTrue();
        } else {
            assertThat(op.returned()).isEqualTo(phase.refusal(operation));
            assertThat(op.status()).isEqualTo(phase.refusal(operation));
            assertThat(op.end().information()).isZero();
        }
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("pairs")
    void aFunctionThatIsPendedEndsAsItWouldInline(
            SocketCategory category, Phase phase, Operation operation) {
        WskWorld world = world();
        long socket = phase.reach(world, category);
        if (phase != Phase.BINDING) {
            world.pendAll();
        }

        Op op = world.client.beginLater(irp -> request(world.client, operation, socket, irp));
        Phase.pass(world);

        if (!phase.allows(operation)) {
            assertThat(op.returned()).isIn(NtStatus.STATUS_PENDING, phase.refusal(operation));
            assertThat(op.status()).isEqualTo(phase.refusal(operation));
        }
        if (op.hasEnded()) {
            boolean pended = op.returned() == NtStatus.STATUS_PENDING;
            assertThat(op.end().pendingReturned()).isEqualTo(pended);
        }
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aSocketCanBeClosedInEveryPhaseAndIsGoneThen(Phase phase) {
        WskWorld world = world();
        SocketCategory category =
                phase.isOf(SocketCategory.STREAM) ? SocketCategory.STREAM : SocketCategory.DATAGRAM;
        long socket = phase.reach(world, category);

        Op close = world.client.begin(irp -> Peer.close(socket, irp));

        assertThat(close.status()).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(world.client.machine.objects().find(socket)).isNull();
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(from = "BIND", to = "CLOSE")
    void everyFunctionOfASocketAfterItsCloseBreaksARuleAndEndsItsIrp(Operation operation) {
        WskWorld world = new WskWorld();
        long socket = world.client.open(SocketCategory.STREAM, 0);
        world.client.begin(irp -> Peer.close(socket, irp)).mustSucceed();

        Op op = world.client.begin(irp -> request(world.client, operation, socket, irp));

        assertThat(world.host.violations()).containsExactly("wsk/socket-after-close");
        assertThat(op.status()).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
        assertThat(op.returned()).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("slotsThatAreNotThere")
    void aFunctionThatTheCategorysTableLacksBreaksARule(
            SocketCategory category, Operation operation) {
        WskWorld world = new WskWorld();
        long socket = world.client.open(category, 0);

        Op op = world.client.begin(irp -> request(world.client, operation, socket, irp));

        assertThat(world.host.violations()).containsExactly("wsk/slot-of-category");
        assertThat(op.status()).isEqualTo(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
    }

    // A DPC that stands still keeps its processor; the threads need another one.
    private static WskWorld world() {
        return new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
    }

    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (SocketCategory category : SocketCategory.values()) {
            for (Phase phase : Phase.values()) {
                for (Operation operation : functions()) {
                    if (phase.isOf(category) && category.has(operation)) {
                        pairs.add(Arguments.of(category, phase, operation));
                    }
                }
            }
        }
        return pairs;
    }

    // What wdk-ddi-src/content/wsk/ns-wsk-_wsk_provider_*_dispatch.md leaves out.
    static List<Arguments> slotsThatAreNotThere() {
        return List.of(
                Arguments.of(SocketCategory.BASIC, Operation.BIND),
                Arguments.of(SocketCategory.BASIC, Operation.LISTEN),
                Arguments.of(SocketCategory.BASIC, Operation.ACCEPT),
                Arguments.of(SocketCategory.BASIC, Operation.CONNECT),
                Arguments.of(SocketCategory.BASIC, Operation.SEND),
                Arguments.of(SocketCategory.BASIC, Operation.RECEIVE),
                Arguments.of(SocketCategory.BASIC, Operation.DISCONNECT),
                Arguments.of(SocketCategory.BASIC, Operation.GET_LOCAL_ADDRESS),
                Arguments.of(SocketCategory.BASIC, Operation.GET_REMOTE_ADDRESS),
                Arguments.of(SocketCategory.LISTEN, Operation.LISTEN),
                Arguments.of(SocketCategory.LISTEN, Operation.CONNECT),
                Arguments.of(SocketCategory.LISTEN, Operation.SEND),
                Arguments.of(SocketCategory.LISTEN, Operation.RECEIVE),
                Arguments.of(SocketCategory.LISTEN, Operation.DISCONNECT),
                Arguments.of(SocketCategory.LISTEN, Operation.GET_REMOTE_ADDRESS),
                Arguments.of(SocketCategory.CONNECTION, Operation.LISTEN),
                Arguments.of(SocketCategory.STREAM, Operation.INSPECT_COMPLETE),
                Arguments.of(SocketCategory.CONNECTION, Operation.INSPECT_COMPLETE),
                Arguments.of(SocketCategory.CONNECTION, Operation.ACCEPT),
                Arguments.of(SocketCategory.CONNECTION, Operation.SEND_TO),
                Arguments.of(SocketCategory.LISTEN, Operation.RECEIVE_FROM),
                Arguments.of(SocketCategory.STREAM, Operation.SEND_MESSAGES),
                Arguments.of(SocketCategory.DATAGRAM, Operation.LISTEN),
                Arguments.of(SocketCategory.DATAGRAM, Operation.ACCEPT),
                Arguments.of(SocketCategory.DATAGRAM, Operation.CONNECT),
                Arguments.of(SocketCategory.DATAGRAM, Operation.SEND),
                Arguments.of(SocketCategory.DATAGRAM, Operation.RECEIVE),
                Arguments.of(SocketCategory.DATAGRAM, Operation.DISCONNECT),
                Arguments.of(SocketCategory.DATAGRAM, Operation.GET_REMOTE_ADDRESS));
    }

    private static EnumSet<Operation> functions() {
        return EnumSet.range(Operation.BIND, Operation.CLOSE);
    }

    private static GeneratedMessage request(Peer peer, Operation operation, long socket, long irp) {
        return switch (operation) {
            case BIND -> peer.bind(socket, 0, irp);
            case LISTEN -> Phase.listen(socket, irp);
            case ACCEPT -> peer.accept(socket, 0, irp);
            case INSPECT_COMPLETE ->
                    WskInspectComplete.newBuilder().setListenSocket(socket).setIrp(irp).build();
            case CONNECT -> peer.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp);
            case SEND -> Peer.send(socket, peer.buffer("data"), irp);
            case RECEIVE -> Peer.receive(socket, peer.buffer(16), 0, irp);
            case DISCONNECT -> Peer.disconnect(socket, 0, irp);
            case SEND_TO ->
                    Peer.sendTo(socket, peer.buffer("data"), Peer.address(WskWorld.SERVER, 9), irp);
            case SEND_MESSAGES ->
                    Peer.sendMessages(
                            socket,
                            List.of(peer.buffer("data"), peer.buffer("more")),
                            Peer.address(WskWorld.SERVER, 9),
                            irp);
            case RECEIVE_FROM -> Peer.receiveFrom(socket, peer.buffer(16), irp);
            case GET_LOCAL_ADDRESS ->
                    WskGetLocalAddress.newBuilder().setSocket(socket).setIrp(irp).build();
            case GET_REMOTE_ADDRESS ->
                    WskGetRemoteAddress.newBuilder().setSocket(socket).setIrp(irp).build();
            // Turning off what is off: legal wherever it could be on.
            case CONTROL ->
                    Peer.eventCallback(
                            socket, Peer.EVENT_DISABLE | eventOf(peer, socket).bit(), irp);
            case CLOSE -> Peer.close(socket, irp);
            case SOCKET, SOCKET_CONNECT, CONTROL_CLIENT, GET_ADDRESS_INFO, GET_NAME_INFO ->
                    throw new IllegalArgumentException(operation + " is not of a socket");
        };
    }

    private static SocketEvent eventOf(Peer peer, long socket) {
        Socket object = peer.machine.objects().find(socket, Socket.class);
        return switch (object == null ? SocketCategory.LISTEN : object.category()) {
            case CONNECTION -> SocketEvent.RECEIVE;
            case DATAGRAM -> SocketEvent.RECEIVE_FROM;
            case STREAM ->
                    object != null && object.state().connection() != null
                            ? SocketEvent.RECEIVE
                            : SocketEvent.ACCEPT;
            case LISTEN, BASIC -> SocketEvent.ACCEPT;
        };
    }
}
