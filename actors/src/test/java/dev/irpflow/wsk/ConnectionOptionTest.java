package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskQueryReceiveBacklog;
import dev.irpflow.protocol.wsk.SoKeepalive;
import dev.irpflow.protocol.wsk.SoRcvbuf;
import dev.irpflow.protocol.wsk.WskTransportListQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that accepted sockets inherit, the receive backlog, and the list of transports. */
class ConnectionOptionTest {
    private static final int TRANSPORT_BYTES = 28;

    private final WskWorld world = new WskWorld();
    private final Peer client = world.client;
    private final Peer server = world.server;

    @Test
    void anAcceptedSocketInheritsFromItsListenerAndNothingGoesBack() {
        long listener = server.listener(WskWorld.PORT, 0);
        server.begin(irp -> keepAlive(listener, Codes.SET, irp)).mustSucceed();
        server.begin(irp -> buffer(listener, 1000, irp)).mustSucceed();
        long accepted = accepted(listener);

        assertThat(keepAliveOf(accepted)).isEqualTo(1);
        assertThat(bufferOf(accepted)).isEqualTo(1000);
        server.begin(irp -> buffer(accepted, 2000, irp)).mustSucceed();
        assertThat(bufferOf(listener)).isEqualTo(1000);
    }

    @Test
    void theBufferOfAListenerStopsThePeersOfItsConnections() {
        long listener = server.open(SocketCategory.LISTEN, 0);
        server.begin(irp -> buffer(listener, 1000, irp)).mustSucceed();
        server.begin(irp -> server.bind(listener, WskWorld.PORT, irp)).mustSucceed();
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();

        Op send = client.beginLater(irp -> Peer.send(socket, client.buffer(3000), irp));
        world.host.runUntil(world.host.stage().now() + 100 * WskWorld.MS);

        assertThat(send.hasEnded()).isFalse();
        assertThat(backlog(accept.information())).isEqualTo(1000);
    }

    @Test
    void aBufferOfNoBytesIsRefused() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> buffer(socket, 0, irp)).status())
                .isEqualTo(STATUS_INVALID_PARAMETER);
    }

    @Test
    void theBacklogIsWhatHasComeAndWasNotTaken() {
        WskWorld.Connected ends = world.connect();
        assertThat(backlog(ends.server())).isZero();

        client.send(ends.client(), "seven").mustSucceed();
        assertThat(backlog(ends.server())).isEqualTo(5);
        server.begin(irp -> Peer.receive(ends.server(), server.buffer(3), 0, irp)).mustSucceed();

        assertThat(backlog(ends.server())).isEqualTo(2);
    }

    @Test
    void aSocketThatIsNotConnectedHasNoBacklog() {
        long socket = client.bound(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> queryBacklog(socket, irp)).status())
                .isEqualTo(STATUS_INVALID_DEVICE_STATE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, STATUS_BUFFER_OVERFLOW",
        "-1, STATUS_BUFFER_OVERFLOW",
        "0x7000, STATUS_SUCCESS"
    })
    void theListOfTransportsNeedsItsSize(String given, NtStatus due) {
        int needed =
                (int) transports(0).out(WskTransportListQuery.Out.class).getOutputSizeReturned();
        int size = given.equals("-1") ? needed - 1 : Integer.decode(given);

        Return answer = transports(size);

        WskTransportListQuery.Out out = answer.out(WskTransportListQuery.Out.class);
        assertThat(answer.status()).isEqualTo(due);
        assertThat(out.getOutputSizeReturned()).isEqualTo(needed).isPositive();
        assertThat(out.getOutputBufferCount())
                .isEqualTo(due == STATUS_BUFFER_OVERFLOW ? 0 : needed / TRANSPORT_BYTES);
        assertThat(transports(needed).status()).isEqualTo(STATUS_SUCCESS);
    }

    private Return transports(int size) {
        long registered = client.client();
        Return[] answer = new Return[1];
        client.driver.thread(
                "test",
                me ->
                        answer[0] =
                                me.call(
                                        WskTransportListQuery.newBuilder()
                                                .setClient(registered)
                                                .setOutputSize(size)
                                                .build()));
        world.host.run();
        return answer[0];
    }

    private long accepted(long listener) {
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();
        return accept.information();
    }

    private int keepAliveOf(long socket) {
        return server.begin(irp -> keepAlive(socket, Codes.GET, irp))
                .out(SoKeepalive.Out.class)
                .getOutputBuffer();
    }

    private int bufferOf(long socket) {
        return server.begin(irp ->
                        SoRcvbuf.newBuilder()
                                .setSocket(socket)
                                .setRequestType(Codes.GET)
                                .setIrp(irp)
                                .build())
                .out(SoRcvbuf.Out.class)
                .getOutputBuffer();
    }

    private long backlog(long socket) {
        Op query = server.beginLater(irp -> queryBacklog(socket, irp));
        world.host.runUntil(world.host.stage().now() + WskWorld.MS);
        return query.out(SioWskQueryReceiveBacklog.Out.class).getOutputBuffer();
    }

    private static GeneratedMessage keepAlive(long socket, int type, long irp) {
        return SoKeepalive.newBuilder()
                .setSocket(socket)
                .setRequestType(type)
                .setInputBuffer(1)
                .setIrp(irp)
                .build();
    }

    private static GeneratedMessage buffer(long socket, int bytes, long irp) {
        return SoRcvbuf.newBuilder().setSocket(socket).setInputBuffer(bytes).setIrp(irp).build();
    }

    private static GeneratedMessage queryBacklog(long socket, long irp) {
        return SioWskQueryReceiveBacklog.newBuilder().setSocket(socket).setIrp(irp).build();
    }
}
