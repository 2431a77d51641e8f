package dev.irpflow.tcpip;

import static dev.irpflow.tcpip.TcpWorld.CLIENT;
import static dev.irpflow.tcpip.TcpWorld.S;
import static dev.irpflow.tcpip.TcpWorld.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpReceiveBuffer;
import org.junit.jupiter.api.Test;

/** A receive buffer whose size is changed once the endpoint is bound. */
final class ReceiveBufferTest {
    private static final int USUAL = 65_535;
    private static final ByteString LARGE = ByteString.copyFrom(new byte[300_000]);

    private final TcpWorld world = new TcpWorld();
    private final Talker client = world.start("client", CLIENT);
    private final Talker server = world.start("server", SERVER);

    @Test
    void aLargerOneLetsASenderThatWaitsGoOn() {
        End end = connect(server.listen(445));
        client.send(end, LARGE);
        world.runFor(1 * S);
        assertThat(server.accepted().received().size()).isEqualTo(USUAL);

        resize(server.accepted(), 200_000);
        world.runFor(1 * S);

        assertThat(server.accepted().received().size()).isEqualTo(200_000);
    }

    @Test
    void aSmallerOneTakesNothingBackThatWasOffered() {
        End end = connect(server.listen(445));
        resize(server.accepted(), 1000);

        client.send(end, LARGE);
        world.runFor(1 * S);

        assertThat(server.accepted().received().size()).isEqualTo(USUAL);
        assertThat(end.ended).isNull();
    }

    @Test
    void aSmallerOneHoldsOnceWhatWasOfferedIsConsumed() {
        End end = connect(server.listen(445));
        resize(server.accepted(), 1000);
        client.send(end, LARGE);
        world.runFor(1 * S);

        server.consume(server.accepted(), USUAL);
        world.runFor(1 * S);

        assertThat(server.accepted().received().size()).isEqualTo(USUAL + 1000);
    }

    @Test
    void aListenerHandsItsSizeOn() {
        End listener = server.listen(445);
        resize(listener, 5000);
        End end = connect(listener);

        client.send(end, LARGE);
        world.runFor(1 * S);

        assertThat(server.accepted().received().size()).isEqualTo(5000);
    }

    @Test
    void whatASynOfferedStaysOfferedThoughTheBufferShrinksMeanwhile() {
        server.listen(445);
        server.onAccept(accepted -> accepted.sendWithin(LARGE));
        End end = client.bind(0, 0);
        end.consumes = false;
        client.connect(end, SERVER, 445);
        TcpReceiveBuffer.Builder request = TcpReceiveBuffer.newBuilder().setSize(1000);
        client.call(request.setEndpoint(end.endpoint).build());

        world.runFor(1 * S);

        assertThat(end.received().size()).isEqualTo(USUAL);
        assertThat(server.accepted().ended).isNull();
    }

    @Test
    void anEndpointThatIsGoneHasNoBuffer() {
        assertThat(resize(new End(4711), 1000)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
    }

    private End connect(End listener) {
        server.onAccept(accepted -> accepted.consumes = false);
        End end = client.bind(0, 0);
        client.connect(end, SERVER, 445);
        world.runFor(1 * S);
        assertThat(server.lastListener()).isEqualTo(listener.endpoint);
        return end;
    }

    private NtStatus resize(End end, int octets) {
        TcpReceiveBuffer.Builder request = TcpReceiveBuffer.newBuilder().setEndpoint(end.endpoint);
        return server.call(request.setSize(octets).build()).status();
    }
}
