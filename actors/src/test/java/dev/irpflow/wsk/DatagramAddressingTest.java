package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_ADDRESS_COMPONENT;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_REQUEST;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static dev.irpflow.wsk.WskWorld.CLIENT;
import static dev.irpflow.wsk.WskWorld.PORT;
import static dev.irpflow.wsk.WskWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskSetRemoteAddress;
import dev.irpflow.protocol.wsk.SioWskSetSendtoAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The addresses of datagram sockets that control codes fix. */
class DatagramAddressingTest {
    private static final int HERE = 5000;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void aFixedRemoteAddressIsWhereAllGoesAndTheOnlyOneFromWhichSomethingComes() {
        long x = server.datagrams(PORT, 0);
        long y = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atX = server.buffer(8);
        BufferRef atY = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        client.sendTo(socket, SERVER, PORT + 1, "to y").mustSucceed();
        server.begin(irp -> Peer.receiveFrom(x, atX, irp)).mustSucceed();
        server.begin(irp -> Peer.receiveFrom(y, atY, irp)).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "from y");
        server.sendTo(x, CLIENT, HERE, "from x");

        assertThat(server.text(atX, 4)).isEqualTo("text");
        assertThat(server.text(atY, 4)).isEqualTo("to y");
        assertThat(received(socket)).isEqualTo("from x");
    }

    @Test
    void aFixedRemoteAddressThatIsClearedCountsNoMore() {
        long x = server.datagrams(PORT, 0);
        long y = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "early");

        fix(remote(socket, null)).mustSucceed();
        server.sendTo(y, CLIENT, HERE, "late");

        assertThat(received(socket)).isEqualTo("late");
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(x).isNotZero();
    }

    @Test
    void aFixedDestinationFiltersNothing() {
        long x = server.datagrams(PORT, 0);
        long z = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(destination(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atX = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        server.sendTo(z, CLIENT, HERE, "from z");
        server.begin(irp -> Peer.receiveFrom(x, atX, irp)).mustSucceed();

        assertThat(server.text(atX, 4)).isEqualTo("text");
        assertThat(received(socket)).isEqualTo("from z");
        fix(destination(socket, null)).mustSucceed();
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void ofTwoFixedAddressesThatForSendingCountsWhereSomethingIsSent() {
        long z = server.datagrams(PORT + 1, 0);
        long socket = client.datagrams(HERE, 0);
        fix(destination(socket, Peer.address(SERVER, PORT + 1))).mustSucceed();
        fix(remote(socket, Peer.address(SERVER, PORT))).mustSucceed();
        BufferRef atZ = server.buffer(8);

        sendUnnamed(socket).mustSucceed();
        server.begin(irp -> Peer.receiveFrom(z, atZ, irp)).mustSucceed();

        assertThat(server.text(atZ, 4)).isEqualTo("text");
    }

    @Test
    void anAddressIsFixedOnABoundDatagramSocketOnly() {
        long unbound = client.open(SocketCategory.DATAGRAM, 0);
        long connection = client.bound(SocketCategory.CONNECTION, 0);
        long socket = client.datagrams(0, 0);
        SocketAddress address = Peer.address(SERVER, PORT);

        assertThat(fix(remote(unbound, address)).status()).isEqualTo(STATUS_INVALID_DEVICE_STATE);
        assertThat(fix(destination(connection, address)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
        assertThat(fix(remote(socket, Peer.address(SERVER, 0))).status())
                .isEqualTo(STATUS_INVALID_ADDRESS_COMPONENT);
        assertThat(fix(destination(socket, Peer.address(0, PORT))).status())
                .isEqualTo(STATUS_INVALID_ADDRESS_COMPONENT);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void anAddressMayBeFixedLater() {
        long socket = client.datagrams(0, 0);
        world.pendAll();

        Op op = fix(destination(socket, Peer.address(SERVER, PORT)));

        assertThat(op.returned()).isEqualTo(STATUS_PENDING);
        assertThat(op.status()).isEqualTo(STATUS_SUCCESS);
    }

    @Test
    void aControlCodeThatAFaultFailsEndsItsIrpAndFixesNothing() {
        long socket = client.datagrams(0, 0);
        world.failNext("SIO_WSK_SET_REMOTE_ADDRESS", NtStatus.STATUS_INSUFFICIENT_RESOURCES);

        Op op = fix(remote(socket, Peer.address(SERVER, PORT)));

        assertThat(op.status()).isEqualTo(NtStatus.STATUS_INSUFFICIENT_RESOURCES);
        assertThat(sendUnnamed(socket).status()).isEqualTo(STATUS_INVALID_PARAMETER);
        assertThat(world.host.isWell()).isTrue();
    }

    private Op fix(LongFunction<GeneratedMessage> request) {
        return client.begin(request);
    }

    private static LongFunction<GeneratedMessage> remote(
            long socket, @Nullable SocketAddress address) {
        return irp -> {
            var request = SioWskSetRemoteAddress.newBuilder().setSocket(socket).setIrp(irp);
            return address == null ? request.build() : request.setRemoteAddress(address).build();
        };
    }

    private static LongFunction<GeneratedMessage> destination(
            long socket, @Nullable SocketAddress address) {
        return irp -> {
            var request = SioWskSetSendtoAddress.newBuilder().setSocket(socket).setIrp(irp);
            return address == null ? request.build() : request.setRemoteAddress(address).build();
        };
    }

    private Op sendUnnamed(long socket) {
        BufferRef data = client.buffer("text");
        return client.begin(irp -> Peer.sendTo(socket, data, null, irp));
    }

    // The next datagram that lies at a socket of the client.
    private String received(long socket) {
        BufferRef buffer = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receiveFrom(socket, buffer, irp));
        return client.text(buffer, receive.information());
    }
}
