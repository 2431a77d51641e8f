package dev.irpflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Departure;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpFlag;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a link does to the frames that cross it. */
final class LinkTest {
    private static final long MS = 1_000_000;
    private static final int A = IpAddress.of("10.0.0.1").ipv4();
    private static final int B = IpAddress.of("10.0.0.2").ipv4();
    private static final LinkSettings MILLISECOND =
            LinkSettings.LAN.withBandwidth(0).withLatency(1 * MS, 1 * MS);

    private final TestHost host = new TestHost();
    private final Machine a = host.machine("a");
    private final Machine b = host.machine("b");
    private final List<String> arrivals = new ArrayList<>(); // machine, sequence, milliseconds

    /** Notes what arrives. */
    private record Interface(String machine, List<String> arrivals) implements Component {
        @Override
        public void on(Message message, Sink sink) {
            Call call = (Call) message;
            int sequence = ((Frame) call.request()).getTcp().getSequence();
            arrivals.add(machine + " " + sequence + " at " + sink.now() / MS);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private Network network(LinkSettings usual) {
        Network network = new Network(usual);
        host.bind(a, "tcpip", new Interface("a", arrivals));
        host.bind(b, "tcpip", new Interface("b", arrivals));
        network.attach(a, a.place("tcpip"), List.of(IpAddress.ofIpv4(A)));
        network.attach(b, b.place("tcpip"), List.of(IpAddress.ofIpv4(B)));
        return network;
    }

    @Test
    void aFrameArrivesAfterTheLatency() {
        Network network = network(MILLISECOND);

        network.transmit(a, frame(A, B, 1, 0), null);
        host.run();

        assertThat(arrivals).containsExactly("b 1 at 1");
    }

    @Test
    void framesEnterANarrowLinkOneAfterTheOther() {
        Network network = network(MILLISECOND.withBandwidth(8_000_000)); // a kilobyte in 1 ms

        for (int i = 1; i <= 3; i++) {
            network.transmit(a, frame(A, B, i, 942), null); // 1,000 octets with all headers
        }
        network.transmit(b, frame(B, A, 4, 942), null);
        host.run();

        assertThat(arrivals).containsExactly("b 1 at 2", "a 4 at 2", "b 2 at 3", "b 3 at 4");
    }

    @Test
    void jitterMovesFramesButNoneOvertakesAnother() {
        Network network = network(MILLISECOND.withLatency(1 * MS, 9 * MS));

        for (int i = 1; i <= 200; i++) {
            network.transmit(a, frame(A, B, i, 0), null);
        }
        host.run();

        assertThat(arrivals).hasSize(200);
        for (int i = 1; i <= 200; i++) {
            assertThat(arrivals.get(i - 1)).startsWith("b " + i + " at ");
        }
        assertThat(arrivals.getLast()).isIn("b 200 at 8", "b 200 at 9");
    }

    @Test
    void aShareOfFramesIsLostAndTheTraceSaysSo() {
        host.stage().chooser().seed(1);
        Network network = network(MILLISECOND.losing(0.25));

        for (int i = 0; i < 1000; i++) {
            network.transmit(a, frame(A, B, i, 0), null);
        }
        host.run();

        long lost = network.between("a", "b").statistics().lost();
        assertThat(lost).isBetween(200L, 300L);
        assertThat(arrivals).hasSize(1000 - (int) lost);
        assertThat(host.stage().trace().lines())
                .filteredOn(line -> line.kind() == TraceEvent.Kind.FAULT)
                .hasSize((int) lost);
    }

    @Test
    void aShareOfFramesArrivesTwice() {
        host.stage().chooser().seed(2);
        Network network = network(MILLISECOND.duplicating(0.25));

        for (int i = 0; i < 1000; i++) {
            network.transmit(a, frame(A, B, i, 0), null);
        }
        host.run();

        assertThat(arrivals).hasSizeBetween(1200, 1300);
        assertThat(arrivals.stream().distinct()).hasSize(1000);
    }

    @Test
    void aShareOfFramesIsOvertaken() {
        host.stage().chooser().seed(3);
        Network network = network(MILLISECOND.reordering(0.1, 20 * MS));

        for (int i = 0; i < 1000; i++) {
            network.transmit(a, frame(A, B, i, 0), null);
        }
        host.run();

        assertThat(arrivals).hasSize(1000);
        long late = arrivals.stream().filter(arrival -> !arrival.endsWith(" at 1")).count();
        assertThat(late).isBetween(60L, 140L);
    }

    @Test
    void aCutGoesOneWayOnly() {
        Network network = network(MILLISECOND);
        network.cut("a", "b");

        network.transmit(a, frame(A, B, 1, 0), null);
        network.transmit(b, frame(B, A, 2, 0), null);
        host.run();
        network.heal("a", "b");
        network.transmit(a, frame(A, B, 3, 0), null);
        host.run();

        assertThat(arrivals).containsExactly("a 2 at 1", "b 3 at 2");
        assertThat(network.between("a", "b").isCut()).isFalse();
    }

    @Test
    void aFrameLargerThanTheMtuIsLost() {
        Network network = network(MILLISECOND.withMtu(576));

        network.transmit(a, frame(A, B, 1, 536), null);
        network.transmit(a, frame(A, B, 2, 537), null);
        host.run();

        assertThat(arrivals).containsExactly("b 1 at 1");
    }

    @Test
    void whatAFaultSaysHappensToAFrame() {
        Network network = network(MILLISECOND);
        network.faults((link, frame, chain) ->
                switch (frame.getTcp().getSequence()) {
                    case 1 -> new FrameFaults.Fate.Lose("gone");
                    case 2 -> new FrameFaults.Fate.Duplicate("twice", 5 * MS);
                    case 3 -> new FrameFaults.Fate.Delay("late", 2 * MS);
                    default -> null;
                });

        for (int i = 1; i <= 4; i++) {
            network.transmit(a, frame(A, B, i, 0), null);
        }
        host.run();

        assertThat(arrivals).containsExactly("b 2 at 1", "b 4 at 1", "b 3 at 3", "b 2 at 6");
        assertThat(network.between("a", "b").statistics())
                .isEqualTo(new LinkStatistics(4, 4 * 58, 1, 1, 1));
    }

    @Test
    void loopbackStaysOnTheMachineAndTakesNoTime() {
        Network network = network(MILLISECOND.losing(1));

        network.transmit(
                a,
                frame(IpAddress.LOOPBACK_IPV4.ipv4(), IpAddress.LOOPBACK_IPV4.ipv4(), 1, 0),
                null);
        network.transmit(a, frame(A, A, 2, 0), null);
        host.run();

        assertThat(arrivals).containsExactly("a 1 at 0", "a 2 at 0");
    }

    @Test
    void framesForNobodyVanish() {
        Network network = network(MILLISECOND);

        network.transmit(a, frame(A, IpAddress.of("10.9.9.9").ipv4(), 1, 0), null);
        host.run();

        assertThat(arrivals).isEmpty();
    }

    @Test
    void framesReachTheMachineThatHasTakenThePlaceOfAnother() {
        Network network = network(MILLISECOND);
        network.transmit(a, frame(A, B, 1, 0), null);
        b.stop();
        network.detach("b");
        network.transmit(a, frame(A, B, 2, 0), null);
        Machine reborn = host.machine("b");
        host.bind(reborn, "tcpip", new Interface("reborn", arrivals));
        network.attach(reborn, reborn.place("tcpip"), List.of(IpAddress.ofIpv4(B)));

        network.transmit(a, frame(A, B, 3, 0), null);
        host.run();

        assertThat(arrivals).containsExactly("reborn 1 at 1", "reborn 3 at 1");
    }

    @Test
    void anAddressMayMoveToAnotherMachine() {
        Network network = network(MILLISECOND);
        network.transmit(a, frame(A, B, 1, 0), null);
        host.run();
        Machine c = host.machine("c");
        host.bind(c, "tcpip", new Interface("c", arrivals));

        network.attach(c, c.place("tcpip"), List.of(IpAddress.ofIpv4(B)));
        network.transmit(a, frame(A, B, 2, 0), null);
        host.run();

        assertThat(arrivals).containsExactly("b 1 at 1", "c 2 at 2");
    }

    @Test
    void aMachineElsewhereIsReachedByItsCarrier() {
        Network here = network(MILLISECOND);
        List<String> carried = new ArrayList<>();
        int far = IpAddress.of("10.0.0.7").ipv4();
        here.attach(
                "far",
                (frame, departure, earliest, nominal, chain) ->
                        carried.add(earliest + ".." + nominal),
                List.of(IpAddress.ofIpv4(far)));

        here.transmit(a, frame(A, far, 1, 0), null);
        here.arrive("b", frame(far, B, 2, 0), new Departure("far/nic", 0), 0, 5 * MS, 1);
        host.run();

        assertThat(carried).containsExactly("1000000..1000000");
        assertThat(arrivals).containsExactly("b 2 at 5");
    }

    @Test
    void whatIsNoLinkIsRefused() {
        Network network = network(MILLISECOND);

        assertThatThrownBy(() -> network.cut("a", "nobody"))
                .hasMessage("nobody is not attached to the network");
        assertThatThrownBy(() -> MILLISECOND.losing(1.5)).hasMessageContaining("share");
        assertThatThrownBy(() -> MILLISECOND.withLatency(2, 1)).hasMessageContaining("latency");
        assertThatThrownBy(() -> MILLISECOND.withMtu(20)).hasMessageContaining("MTU");
    }

    private static Frame frame(int from, int to, int sequence, int octets) {
        TcpSegment.Builder segment =
                TcpSegment.newBuilder()
                        .setSourcePort(1)
                        .setDestinationPort(2)
                        .setSequence(sequence)
                        .setFlags(TcpFlag.TCP_FLAG_ACK_VALUE)
                        .setData(ByteString.copyFrom(new byte[octets]));
        return Frame.newBuilder().setSource(from).setDestination(to).setTcp(segment).build();
    }
}
