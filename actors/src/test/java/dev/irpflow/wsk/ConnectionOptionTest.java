package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_DEVICE_STATE;
import static dev.irpflow.protocol.status.NtStatus.STATUS_INVALID_PARAMETER;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskQueryReceiveBacklog;
import dev.irpflow.protocol.wsk.SoKeepalive;
import dev.irpflow.protocol.wsk.SoRcvbuf;
import dev.irpflow.protocol.wsk.WskTransportListQuery;
import java.util.function.LongFunction;
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
        soon(irp -> Codes.setKeepAlive(listener, 1, irp)).mustSucceed();
        soon(irp -> Codes.setReceiveBuffer(listener, 1000, irp)).mustSucceed();
        long accepted = accepted(listener);

        assertThat(keepAliveOf(accepted)).isEqualTo(1);
        assertThat(bufferOf(accepted)).isEqualTo(1000);
        soon(irp -> Codes.setReceiveBuffer(accepted, 2000, irp)).mustSucceed();
        soon(irp -> Codes.setKeepAlive(accepted, 0, irp)).mustSucceed();
        assertThat(bufferOf(listener)).isEqualTo(1000);
        assertThat(keepAliveOf(listener)).isEqualTo(1);
    }

    @Test
    void theBufferOfAListenerStopsThePeersOfItsConnections() {
        long listener = server.open(SocketCategory.LISTEN, 0);
        server.begin(irp -> Codes.setReceiveBuffer(listener, 1000, irp)).mustSucceed();
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
    void whatIsTakenFromASmallBufferMakesRoomForMore() {
        long listener = server.open(SocketCategory.LISTEN, 0);
        server.begin(irp -> Codes.setReceiveBuffer(listener, 1000, irp)).mustSucceed();
        server.begin(irp -> server.bind(listener, WskWorld.PORT, irp)).mustSucceed();
        Op accept = server.begin(irp -> server.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.begin(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp))
                .mustSucceed();
        Op send = client.beginLater(irp -> Peer.send(socket, client.buffer(3000), irp));
        Phase.pass(world);

        for (int taken = 0; taken < 3000; taken += 500) {
            soon(irp -> Peer.receive(accept.information(), server.buffer(500), 0, irp))
                    .mustSucceed();
            world.host.runUntil(world.host.stage().now() + 1_000 * WskWorld.MS);
        }

        assertThat(send.information()).isEqualTo(3000);
    }

    @Test
    void aBufferThatGrowsOnceItIsFullLetsThePeerGoOn() {
        WskWorld.Connected ends = world.connect();
        soon(irp -> Codes.setReceiveBuffer(ends.server(), 200_000, irp)).mustSucceed();

        Op send = client.begin(irp -> Peer.send(ends.client(), client.buffer(200_000), irp));

        assertThat(send.information()).isEqualTo(200_000);
        assertThat(backlog(ends.server())).isEqualTo(200_000);
    }

    @Test
    void theBufferOfADatagramSocketThatIsBoundMayShrink() {
        long socket = server.datagrams(5000, 0);
        long from = client.datagrams(0, 0);
        soon(irp -> Codes.setReceiveBuffer(socket, 20, irp)).mustSucceed();

        client.sendTo(from, WskWorld.SERVER, 5000, "fits").mustSucceed(); // with a header of 8
        client.sendTo(from, WskWorld.SERVER, 5000, "does not fit any more").mustSucceed();

        BufferRef into = server.buffer(64);
        assertThat(server.begin(irp -> Peer.receiveFrom(socket, into, irp)).information())
                .isEqualTo(4);
        Op next = server.begin(irp -> Peer.receiveFrom(socket, into, irp));
        assertThat(next.hasEnded()).isFalse();
    }

    @Test
    void aBufferOfNoBytesIsRefused() {
        long socket = client.open(SocketCategory.CONNECTION, 0);

        assertThat(client.begin(irp -> Codes.setReceiveBuffer(socket, 0, irp)).status())
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
        Op accept = soon(irp -> server.accept(listener, 0, irp));
        long socket = client.bound(SocketCategory.CONNECTION, 0);
        client.beginLater(irp -> client.connect(socket, WskWorld.SERVER, WskWorld.PORT, irp));
        Phase.pass(world);
        return accept.information();
    }

    private int keepAliveOf(long socket) {
        return soon(irp ->
                        SoKeepalive.newBuilder()
                                .setSocket(socket)
                                .setRequestType(Codes.GET)
                                .setIrp(irp)
                                .build())
                .out(SoKeepalive.Out.class)
                .getOutputBuffer();
    }

    private int bufferOf(long socket) {
        return soon(irp ->
                        SoRcvbuf.newBuilder()
                                .setSocket(socket)
                                .setRequestType(Codes.GET)
                                .setIrp(irp)
                                .build())
                .out(SoRcvbuf.Out.class)
                .getOutputBuffer();
    }

    private long backlog(long socket) {
        return soon(irp -> queryBacklog(socket, irp))
                .out(SioWskQueryReceiveBacklog.Out.class)
                .getOutputBuffer();
    }

    // What keeps asking its peer whether it is there never comes to rest.
    private Op soon(LongFunction<GeneratedMessage> request) {
        Op op = server.beginLater(request);
        Phase.pass(world);
        return op;
    }

    private static GeneratedMessage queryBacklog(long socket, long irp) {
        return SioWskQueryReceiveBacklog.newBuilder().setSocket(socket).setIrp(irp).build();
    }
}
