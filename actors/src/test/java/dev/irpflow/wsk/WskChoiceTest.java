package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.choice.Choice.Alternative;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import dev.irpflow.protocol.wsk.WskSendTo;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation leaves open about WSK, and a scenario chooses. */
final class WskChoiceTest {
    private static final int HERE = 5000;

    static Stream<Arguments> alternatives() {
        return Arrays.stream(WskChoice.values())
                .filter(choice ->
                        !choice.isFixed()
                                && choice != WskChoice.INFORMATION_OF_NAMES
                                && choice != WskChoice.OVERDUE_VERDICT) // ConditionalAcceptTest
                .flatMap(choice ->
                        choice.statement().alternatives().stream()
                                .map(Alternative::word)
                                .map(word -> Arguments.of(choice, word)));
    }

    @ParameterizedTest
    @MethodSource("alternatives")
    void aStatusThatNoPageNamesIsTheOneThatIsChosen(WskChoice choice, String word) {
        WskWorld world = new WskWorld(Choices.USUAL.with(choice, word));

        assertThat(status(choice, world)).isEqualTo(NtStatus.valueOf(word));
        assertThat(world.host.isWell()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("informationOfNames")
    void theStatusOfANameIsInInformationIfItIsChosen(String word, boolean told) {
        WskWorld world = new WskWorld(Choices.USUAL.with(WskChoice.INFORMATION_OF_NAMES, word));
        long client = world.client.client();

        Op unknown =
                world.client.begin(irp ->
                        WskGetAddressInfo.newBuilder()
                                .setClient(client)
                                .setNodeName("nobody")
                                .setIrp(irp)
                                .build());

        assertThat(unknown.status()).isEqualTo(NtStatus.STATUS_NO_MATCH);
        assertThat(unknown.end().information())
                .isEqualTo(told ? Integer.toUnsignedLong(NtStatus.STATUS_NO_MATCH_VALUE) : 0);
    }

    static Stream<Arguments> informationOfNames() {
        return Stream.of(Arguments.of("status", true), Arguments.of("zero", false));
    }

    private static NtStatus status(WskChoice choice, WskWorld world) {
        return switch (choice) {
            case WRONG_STATE -> receiveUnconnected(world);
            case LATE_STATIC_CALLBACKS -> staticsAfterASocket(world);
            case REFUSED_CONNECTION -> connectToNobody(world);
            case NO_DESTINATION -> sendToNobody(world);
            case TRUNCATED_DATAGRAM -> receiveHalf(world);
            case ABORTED_SENDS -> sendAborted(world);
            case CLOSED_REQUESTS -> receiveWhileClosed(world);
            default -> throw new IllegalArgumentException(choice + " is no status");
        };
    }

    private static NtStatus receiveUnconnected(WskWorld world) {
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        BufferRef into = world.client.buffer(8);
        return world.client.begin(irp -> Peer.receive(socket, into, 0, irp)).status();
    }

    private static NtStatus staticsAfterASocket(WskWorld world) {
        world.client.bound(SocketCategory.CONNECTION, 0);
        return world.client.call(
                Peer.setStaticEvents(world.client.client(), SocketEvent.RECEIVE.bit()));
    }

    private static NtStatus connectToNobody(WskWorld world) {
        long socket = world.client.bound(SocketCategory.CONNECTION, 0);
        return world.client
                .begin(irp -> world.client.connect(socket, WskWorld.SERVER, 1, irp))
                .status();
    }

    private static NtStatus sendToNobody(WskWorld world) {
        long socket = world.client.datagrams(HERE, 0);
        BufferRef data = world.client.buffer("data");
        return world.client
                .begin(irp ->
                        WskSendTo.newBuilder()
                                .setSocket(socket)
                                .setBuffer(data)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static NtStatus receiveHalf(WskWorld world) {
        long to = world.server.datagrams(WskWorld.PORT, 0);
        world.client.sendTo(
                world.client.datagrams(HERE, 0), WskWorld.SERVER, WskWorld.PORT, "data");
        BufferRef into = world.server.buffer(2);
        return world.server.begin(irp -> Peer.receiveFrom(to, into, irp)).status();
    }

    private static NtStatus sendAborted(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        BufferRef data = world.client.buffer("data");
        Op send = world.client.beginLater(irp -> Peer.send(ends.client(), data, irp));
        Phase.pass(world);
        world.client.beginLater(irp -> Peer.disconnect(ends.client(), Peer.ABORTIVE, irp));
        Phase.pass(world);
        return send.status();
    }

    private static NtStatus receiveWhileClosed(WskWorld world) {
        WskWorld.Connected ends = world.connect();
        BufferRef into = world.client.buffer(8);
        Op receive = world.client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        world.client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();
        return receive.status();
    }
}
