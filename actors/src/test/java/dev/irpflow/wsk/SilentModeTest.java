package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_CANCELLED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_FILE_FORCED_CLOSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_HANDLE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_REQUEST_NOT_ACCEPTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.address.IpAddress;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** SIO_WSK_SET_TCP_SILENT_MODE. */
class SilentModeTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void nothingIsValidButTheCloseAndThePeerHearsNothing() {
        WskWorld.Connected ends = world.connect();
        silence(ends.client()).mustSucceed();

        assertThat(client.send(ends.client(), "data").status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(disconnect(ends.client(), 0)).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(disconnect(ends.client(), Peer.ABORTIVE)).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(silence(ends.client()).status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();
        BufferRef into = server.buffer(16);
        Op waiting = server.begin(irp -> Peer.receive(ends.server(), into, 0, irp));
        assertThat(waiting.hasEnded()).as("neither data nor an end nor a reset").isFalse();
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void whatThePeerSendsVanishesAndItGivesUp() {
        WskWorld.Connected ends = world.connect();
        BufferRef into = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receive(ends.client(), into, 0, irp));
        silence(ends.client()).mustSucceed();

        Op send = server.send(ends.server(), "into the dark");

        assertThat(send.status().getNumber()).isNegative();
        assertThat(receive.hasEnded()).isFalse();
        client.begin(irp -> Peer.close(ends.client(), irp)).mustSucceed();
        assertThat(receive.status()).isEqualTo(STATUS_CANCELLED);
    }

    @Test
    void aSendThatIsPendingBreaksARule() {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        Op send = client.beginLater(irp -> Peer.send(ends.client(), client.buffer("data"), irp));
        Phase.pass(world);
        assertThat(send.returned()).isEqualTo(STATUS_PENDING);

        Op silence = client.beginLater(irp -> Codes.silentMode(ends.client(), irp));
        Phase.pass(world);

        assertThat(silence.status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(world.host.violations()).containsExactly("wsk/silent-mode-at-rest");
        world.network.heal("client", "server");
        world.host.run();
        send.mustSucceed();
    }

    @Test
    void aDisconnectThatIsPendingBreaksARule() {
        WskWorld.Connected ends = world.connect();
        world.network.cut("client", "server");
        client.beginLater(irp -> Peer.disconnect(ends.client(), 0, irp));
        Phase.pass(world);

        Op silence = client.beginLater(irp -> Codes.silentMode(ends.client(), irp));
        Phase.pass(world);

        assertThat(silence.status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(world.host.violations()).containsExactly("wsk/silent-mode-at-rest");
    }

    @Test
    void aConnectionWithinTheMachineHasNone() {
        long listener = client.listener(WskWorld.PORT, 0);
        client.begin(irp -> client.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp ->
                        client.connect(socket, IpAddress.LOOPBACK_IPV4.ipv4(), WskWorld.PORT, irp))
                .mustSucceed();

        assertThat(silence(socket).status()).isEqualTo(STATUS_NOT_SUPPORTED);
        assertThat(client.send(socket, "goes on").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aSocketThatIsNotConnectedHasNone() {
        assertThat(silence(client.open(SocketCategory.BASIC, 0)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(silence(client.bound(SocketCategory.CONNECTION, 0)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(silence(client.datagrams(0, 0)).status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    void withoutAnIrpItCannotBe() {
        WskWorld.Connected ends = world.connect();

        assertThat(client.call(Codes.silentMode(ends.client(), 0)))
                .isEqualTo(STATUS_REQUEST_NOT_ACCEPTED);
        assertThat(client.send(ends.client(), "goes on").status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aSocketWhoseEndpointIsLostIsNonFunctional() {
        WskWorld.Connected ends = world.connect();
        world.failNext("TcpSilence", STATUS_INVALID_HANDLE);

        assertThat(silence(ends.client()).status()).isEqualTo(STATUS_FILE_FORCED_CLOSED);
        assertThat(client.send(ends.client(), "data").status())
                .isEqualTo(STATUS_FILE_FORCED_CLOSED);
    }

    @Test
    void aSocketThatIsClosedMeanwhileIsClosed() {
        WskWorld world = new WskWorld(LinkSettings.LAN, WskSettings.DEFAULT, 2);
        WskWorld.Connected ends = world.connect();
        world.pendAll();
        Op silence = world.client.beginLater(irp -> Codes.silentMode(ends.client(), irp));
        Op close = world.client.beginLater(irp -> Peer.close(ends.client(), irp));

        world.host.run();

        assertThat(silence.status()).isIn(STATUS_SUCCESS, STATUS_CANCELLED);
        close.mustSucceed();
        assertThat(world.client.machine.objects().find(ends.client())).isNull();
    }

    private Op silence(long socket) {
        return client.begin(irp -> Codes.silentMode(socket, irp));
    }

    private NtStatus disconnect(long socket, int flags) {
        return client.begin(irp -> Peer.disconnect(socket, flags, irp)).status();
    }
}
