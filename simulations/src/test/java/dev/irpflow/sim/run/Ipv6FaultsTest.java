package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.network.Frame;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.TraceEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the network strike what goes over IPv6 as they strike what goes over IPv4. */
final class Ipv6FaultsTest {
    // The first datagram is struck, and the second is not.
    private static final String DATAGRAMS =
            """
              - { call: WskRegister, on: server, with: { version: "1.0" }, as: sr }
              - { call: WskCaptureProviderNPI, on: server, with: { registration: $sr.registration, wait_timeout: 5 s }, as: sn }
              - { call: WskSocket, on: server, with: { client: $sn.client, address_family: AF_INET, socket_type: SOCK_DGRAM, protocol: IPPROTO_UDP, flags: WSK_FLAG_DATAGRAM_SOCKET }, as: to }
              - { call: WskBind, on: server, with: { socket: $to.socket, local_address: any:5000, flags: 0 } }
              - { call: WskRegister, on: client, with: { version: "1.0" }, as: cr }
              - { call: WskCaptureProviderNPI, on: client, with: { registration: $cr.registration, wait_timeout: 5 s }, as: cn }
              - { call: WskSocket, on: client, with: { client: $cn.client, address_family: AF_INET, socket_type: SOCK_DGRAM, protocol: IPPROTO_UDP, flags: WSK_FLAG_DATAGRAM_SOCKET }, as: from }
              - { call: WskBind, on: client, with: { socket: $from.socket, local_address: any:0, flags: 0 } }
              - { call: WskSendTo, on: client, with: { socket: $from.socket, buffer: text first, flags: 0, remote_address: server:5000, control_info_length: 0 B } }
              - wait: 1 s
              - { call: WskSendTo, on: client, with: { socket: $from.socket, buffer: text no 2, flags: 0, remote_address: server:5000, control_info_length: 0 B } }
              - { call: WskReceiveFrom, on: server, with: { socket: $to.socket, buffer: zeros 64 B, flags: 0 }, gives: { bytes_received: RECEIVED } }
              - { call: WskCloseSocket, on: client, with: { socket: $from.socket } }
              - { call: WskCloseSocket, on: server, with: { socket: $to.socket } }
              - { call: WskReleaseProviderNPI, on: client, with: { registration: $cr.registration } }
              - { call: WskDeregister, on: client, with: { registration: $cr.registration } }
              - { call: WskReleaseProviderNPI, on: server, with: { registration: $sr.registration } }
              - { call: WskDeregister, on: server, with: { registration: $sr.registration } }
            """;

    // 20 octets more in each frame, which a link of 1 Gbit/s takes in 160 ns.
    private static final long LONGER_HEADERS_NS = 10_000;

    private static final Pattern ENDS =
            Pattern.compile(" [^ ]+:\\d+ -> [^ ]+:\\d+( sequence \\d+)?");

    private static final String FAR = "network: { client <-> server: { latency: 100 ms } }\n";

    @TempDir private Path folder;
    private Playing playing;

    @BeforeEach
    void begin() {
        playing = new Playing(folder);
    }

    @AfterEach
    void end() {
        playing.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut: client -> server, at: 50 ms, for: 1 ms", // what is on the wire
                "cut: server -> client, at: 0 s, for: 2 s",
                "flap: client <-> server, every: 300 ms, down-for: 150 ms, for: 1 s",
                "corrupt: 100 %, on: client -> server, of: tcp-syn, nth: 1",
                "corrupt: 100 %, on: server -> client, nth: 1, leaving: frame-check",
                "corrupt: 100 %, of: tcp-data, nth: 1",
                "corrupt: 100 %, of: tcp-data, nth: 1, leaving: frame-check",
                "corrupt: 100 %, leaving: checksums"
            })
    void segmentsAreStruckAlikeAndWhatIsLostIsSentAgain(String fault) {
        Played overIpv4 = play(Sockets.EXCHANGE, fault);

        Played overIpv6 = play(ipv6(Sockets.EXCHANGE), fault);

        isStruckAlike(overIpv4, overIpv6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cut: client -> server, at: 50 ms, for: 1 ms", // what is on the wire
                "cut: client <-> server, at: 0 s, for: 500 ms",
                "flap: client -> server, every: 3 s, down-for: 500 ms",
                "corrupt: 100 %, of: udp, nth: 1",
                "corrupt: 100 %, of: udp, nth: 1, leaving: frame-check"
            })
    void aDatagramThatIsStruckIsLostAndTheNextOneComes(String fault) {
        String steps = DATAGRAMS.replace("RECEIVED", "4 B");
        Played overIpv4 = play(steps, fault);

        Played overIpv6 = play(ipv6(steps), fault);

        isStruckAlike(overIpv4, overIpv6);
    }

    @ParameterizedTest
    @ValueSource(strings = "corrupt: 100 %, of: udp, nth: 1, leaving: checksums")
    void aDatagramWhoseDamageNobodyNoticesComes(String fault) {
        String steps = DATAGRAMS.replace("RECEIVED", "5 B");
        Played overIpv4 = play(steps, fault);

        Played overIpv6 = play(ipv6(steps), fault);

        isStruckAlike(overIpv4, overIpv6);
    }

    private Played play(String steps, String fault) {
        return playing.play(Sockets.scenario(steps) + "faults: [ { " + fault + " } ]\n" + FAR);
    }

    private static void isStruckAlike(Played overIpv4, Played overIpv6) {
        overIpv4.holds();
        overIpv6.holds();
        assertThat(kinds(overIpv6.faults())).isNotEmpty().isEqualTo(kinds(overIpv4.faults()));
        assertThat(overIpv6.faults()).anyMatch(struck -> struck.contains("[fd00::"));
        assertThat(kinds(overIpv6.notes())).isEqualTo(kinds(overIpv4.notes()));
        assertThat(overIpv6.result().faults()).isEqualTo(overIpv4.result().faults());
        assertThat(overIpv6.result().timeNs() - overIpv4.result().timeNs())
                .isBetween(0L, LONGER_HEADERS_NS);
        assertThat(frames(overIpv4)).isNotEmpty().noneMatch(Ipv6FaultsTest::isOfIpv6);
        assertThat(frames(overIpv6)).isNotEmpty().allMatch(Ipv6FaultsTest::isOfIpv6);
    }

    // Ports and sequence numbers are drawn from the addresses.
    private static List<String> kinds(List<String> told) {
        return told.stream().map(each -> ENDS.matcher(each).replaceAll("")).toList();
    }

    private static List<Recorded> frames(Played played) {
        return played.events().stream()
                .filter(event -> event.kind() == TraceEvent.Kind.FRAME)
                .toList();
    }

    private static boolean isOfIpv6(Recorded arrived) {
        return arrived.fields() instanceof Frame frame
                && !frame.getSource6().isEmpty()
                && !frame.getDestination6().isEmpty();
    }

    private static String ipv6(String steps) {
        return steps.replace("AF_INET,", "AF_INET6,")
                .replaceAll("(any|server):(\\d+)", "\"[$1]:$2\"");
    }
}
