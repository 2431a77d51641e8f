package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_REFUSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a socket may do whose connection has failed. */
class ConnectAgainTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION", "STREAM"})
    void aConnectionThatWasRefusedIsTriedAgainFromTheSamePort(SocketCategory category) {
        long socket = client.bound(category, 0);
        refused(client.begin(irp -> connect(socket, irp)));
        refused(client.begin(irp -> connect(socket, irp)));
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));

        client.begin(irp -> connect(socket, irp)).mustSucceed();

        client.send(socket, "data").mustSucceed();
        accept.mustSucceed();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void itIsTriedAgainInTheCompletionRoutineOfTheOneThatFailed() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        Op second = new Op(client);
        Op first =
                new Op(client).then(me -> client.within(me, second, irp -> connect(socket, irp)));
        client.driver.thread("test", me -> client.within(me, first, irp -> connect(socket, irp)));
        world.host.run();

        refused(first);
        refused(second);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aStreamSocketListensAfterAConnectionThatWasRefused() {
        long socket = client.bound(SocketCategory.STREAM, 0);
        refused(client.begin(irp -> connect(socket, irp)));

        client.begin(irp -> Phase.listen(socket, irp)).mustSucceed();

        assertThat(client.begin(irp -> connect(socket, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void ifItIsChosenOnlyClosingIsLeft() {
        WskWorld never = new WskWorld(Choices.USUAL.with(WskChoice.CONNECT_AGAIN, "never"));
        long socket = never.client.bound(SocketCategory.STREAM, 0);
        refused(never.client.begin(irp -> connect(socket, irp)));

        NtStatus again = never.client.begin(irp -> connect(socket, irp)).status();

        assertThat(again).isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    private static void refused(Op connect) {
        assertThat(connect.status()).isEqualTo(STATUS_CONNECTION_REFUSED);
    }

    private GeneratedMessage connect(long socket, long irp) {
        return client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp);
    }
}
