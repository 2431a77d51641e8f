package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.irpflow.protocol.status.NtStatus.STATUS_CONNECTION_REFUSED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.WskConnectEx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WskConnectEx: connecting with the first data. */
class ConnectExTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void theFirstDataFollowTheHandshakeAndWhatIsSentLaterFollowsThem() {
        long listener = server.listener(WskWorld.PORT, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        BufferRef first = client.buffer("first");

        Op connect = client.begin(irp -> connectEx(socket, first, 0, irp));

        assertThat(connect.returned()).isEqualTo(STATUS_PENDING);
        connect.mustSucceed();
        client.send(socket, "second").mustSucceed();
        BufferRef into = server.buffer(11);
        Op receive =
                server.begin(irp -> Peer.receive(accept.information(), into, Peer.WAITALL, irp));
        assertThat(server.text(into, receive.information())).isEqualTo("firstsecond");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void withoutDataItIsAConnect() {
        server.listener(WskWorld.PORT, 0);
        long socket = client.bound(SocketCategory.STREAM, 0);

        client.begin(irp -> connectEx(socket, BufferRef.getDefaultInstance(), 0, irp))
                .mustSucceed();

        client.send(socket, "data").mustSucceed();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 100_000})
    void moreThan65535BytesAreTooMany(int length) {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        BufferRef buffer = client.buffer(length);

        Op connect = client.begin(irp -> connectEx(socket, buffer, 0, irp));

        assertThat(connect.returned()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(connect.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
    }

    @Test
    void as65535BytesAreNot() {
        server.listener(WskWorld.PORT, 0);
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        BufferRef buffer = client.buffer(65_535);

        client.begin(irp -> connectEx(socket, buffer, 0, irp)).mustSucceed();
    }

    @Test
    void flagsAreReserved() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        BufferRef buffer = client.buffer("data");

        assertThat(client.begin(irp -> connectEx(socket, buffer, 1, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void whoIsRefusedHasSentNothing() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        BufferRef buffer = client.buffer("data");

        assertThat(client.begin(irp -> connectEx(socket, buffer, 0, irp)).status())
                .isEqualTo(STATUS_CONNECTION_REFUSED);
        assertThat(world.host.isWell()).isTrue();
    }

    private static GeneratedMessage connectEx(long socket, BufferRef buffer, int flags, long irp) {
        return WskConnectEx.newBuilder()
                .setSocket(socket)
                .setRemoteAddress(Peer.address(WskWorld.SERVER, WskWorld.PORT))
                .setBuffer(buffer)
                .setFlags(flags)
                .setIrp(irp)
                .build();
    }
}
