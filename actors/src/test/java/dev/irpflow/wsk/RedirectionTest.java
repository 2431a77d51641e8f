package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_BUFFER_SIZE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_FOUND;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NOT_SUPPORTED;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioLoopbackFastPath;
import dev.irpflow.protocol.wsk.SioQueryWfpConnectionRedirectContextKernel;
import dev.irpflow.protocol.wsk.SioQueryWfpConnectionRedirectRecordsKernel;
import dev.irpflow.protocol.wsk.SioSetWfpConnectionRedirectRecordsKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Control codes that ask for another way of a connection: redirection, and a shorter loopback. */
class RedirectionTest {
    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 1024})
    void aConnectionThatNobodyRedirectedHasNeitherRecordsNorContext(int size) {
        long accepted = world.connect().server();

        Op records = server.begin(irp -> queryRecords(accepted, size, irp));
        Op context = server.begin(irp -> queryContext(accepted, size, irp));

        assertThat(records.status()).isEqualTo(STATUS_NOT_FOUND);
        assertThat(records.end().information()).isZero();
        assertThat(context.status()).isEqualTo(STATUS_NOT_FOUND);
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void recordsThatNoQueryHasReadAreNone() {
        long socket = client.open(SocketCategory.CONNECTION, 0);
        ByteString made = ByteString.copyFromUtf8("made up");

        Op set =
                client.begin(irp ->
                        SioSetWfpConnectionRedirectRecordsKernel.newBuilder()
                                .setSocket(socket)
                                .setInputBuffer(made)
                                .setIrp(irp)
                                .build());

        assertThat(set.status()).isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void withoutAnIrpTheyBreakARule() {
        long accepted = world.connect().server();

        assertThat(server.call(queryRecords(accepted, 0, 0))).isEqualTo(STATUS_NOT_FOUND);
        assertThat(world.host.violations()).containsExactly("wsk/irp-given");
    }

    @Test
    void theyAreForPassiveLevelOnly() {
        long accepted = world.connect().server();

        server.beginAtDispatch(irp -> queryRecords(accepted, 0, irp));

        assertThat(world.host.isWell()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"LISTEN", "CONNECTION", "STREAM"})
    void theFastPathIsAskedForBeforeAConnection(SocketCategory category) {
        long socket = client.open(category, 0);

        assertThat(fastPath(socket, true)).isEqualTo(STATUS_SUCCESS);
        assertThat(fastPath(socket, false)).isEqualTo(STATUS_SUCCESS);
        client.begin(irp -> client.bind(socket, 0, irp)).mustSucceed();
        assertThat(fastPath(socket, true)).isEqualTo(STATUS_SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(names = {"BASIC", "DATAGRAM"})
    void theFastPathIsOfTcpOnly(SocketCategory category) {
        assertThat(fastPath(client.open(category, 0), true)).isEqualTo(STATUS_NOT_SUPPORTED);
    }

    @Test
    void onceConnectedItIsTooLateForTheFastPath() {
        assertThat(fastPath(world.connect().client(), true)).isEqualTo(STATUS_NOT_SUPPORTED);
    }

    @Test
    void theFastPathTakesABoolean() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        Op op =
                client.begin(irp ->
                        SioLoopbackFastPath.newBuilder().setSocket(socket).setIrp(irp).build());

        assertThat(op.status()).isEqualTo(STATUS_INVALID_BUFFER_SIZE);
    }

    @Test
    void aConnectionByTheFastPathCarriesWhatAnyDoes() {
        long listener = client.listener(WskWorld.PORT, 0);
        assertThat(fastPath(listener, true)).isEqualTo(STATUS_SUCCESS);
        Op accept = client.begin(irp -> client.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        assertThat(fastPath(socket, true)).isEqualTo(STATUS_SUCCESS);

        client.begin(irp ->
                        client.connect(socket, IpAddress.LOOPBACK_IPV4.ipv4(), WskWorld.PORT, irp))
                .mustSucceed();
        client.send(socket, "to myself").mustSucceed();

        BufferRef into = client.buffer(16);
        Op receive = client.begin(irp -> Peer.receive(accept.information(), into, 0, irp));
        assertThat(client.text(into, receive.information())).isEqualTo("to myself");
    }

    private NtStatus fastPath(long socket, boolean on) {
        return client.begin(irp ->
                        SioLoopbackFastPath.newBuilder()
                                .setSocket(socket)
                                .setInputBuffer(on)
                                .setIrp(irp)
                                .build())
                .status();
    }

    private static GeneratedMessage queryRecords(long socket, int size, long irp) {
        return SioQueryWfpConnectionRedirectRecordsKernel.newBuilder()
                .setSocket(socket)
                .setOutputSize(size)
                .setIrp(irp)
                .build();
    }

    private static GeneratedMessage queryContext(long socket, int size, long irp) {
        return SioQueryWfpConnectionRedirectContextKernel.newBuilder()
                .setSocket(socket)
                .setOutputSize(size)
                .setIrp(irp)
                .build();
    }
}
