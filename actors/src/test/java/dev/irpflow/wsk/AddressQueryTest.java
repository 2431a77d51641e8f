package dev.irpflow.wsk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.wsk.AddressHints;
import dev.irpflow.protocol.wsk.AddressInfo;
import dev.irpflow.protocol.wsk.WskGetAddressInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WskGetAddressInfo finds, and what it refuses to look for. */
class AddressQueryTest {
    private static final int AF_INET6 = 23;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int NS_DNS = 12;
    private static final int NS_BTH = 16;

    // The names of hosts, whatever the machine that asks is called.
    private final Hosts fromIpv4 = new Hosts(new TestNames("client"));
    private final Hosts fromBoth = new Hosts(new TestNames("dual"));

    @ParameterizedTest
    @CsvSource({
        "server, 10.0.0.2",
        "SERVER, 10.0.0.2",
        "server., 10.0.0.2",
        "dual, 10.0.0.3 fd00::3",
        "localhost, 127.0.0.1",
        "LocalHost, 127.0.0.1",
        "10.9.8.7, 10.9.8.7",
        "fd00::9, fd00::9",
        "::ffff:10.0.0.1, ::ffff:10.0.0.1",
        "nobody, ''",
        "10.0.0.256, ''",
        "10.0.0, ''",
        "server.example, ''",
    })
    void aHostIsNamedOrWrittenInNumbers(String node, String addresses) {
        assertThat(found(query(node, ""), fromIpv4)).isEqualTo(addresses);
    }

    @ParameterizedTest
    @CsvSource({
        "80, 80",
        "0, 0",
        "65535, 65535",
        "65536, ''",
        "-1, ''",
        "http, '80'",
        "HTTPS, '443 443'",
        "syslog, '514'",
        "no-such-service, ''",
    })
    void aServiceIsNamedOrANumber(String service, String ports) {
        List<AddressInfo> found = new AddressQuery(query("server", service)).resolve(fromIpv4);

        assertThat(found.stream().map(info -> Integer.toString(info.getAddress().getPort())))
                .isEqualTo(ports.isEmpty() ? List.of() : List.of(ports.split(" ")));
    }

    @Test
    void aServiceOfBothTransportsIsFoundForEach() {
        assertThat(new AddressQuery(query("server", "domain")).resolve(fromIpv4))
                .extracting(AddressInfo::getSocketType, AddressInfo::getProtocol)
                .containsExactly(tuple(SOCK_STREAM, 6), tuple(SOCK_DGRAM, 17));
    }

    @Test
    void theTransportOfTheHintsDecidesOnTheService() {
        AddressHints datagrams = AddressHints.newBuilder().setSocketType(SOCK_DGRAM).build();
        AddressHints raw = AddressHints.newBuilder().setSocketType(SOCK_RAW).build();

        assertThat(new AddressQuery(query("server", "512", datagrams)).resolve(fromIpv4))
                .extracting(AddressInfo::getProtocol)
                .containsExactly(17);
        assertThat(found(query("server", "tftp", datagrams), fromIpv4)).isEqualTo("10.0.0.2");
        assertThat(found(query("server", "http", datagrams), fromIpv4)).isEmpty();
        assertThat(found(query("server", "80", raw), fromIpv4)).isEmpty();
        assertThat(found(query("server", "", raw), fromIpv4)).isEqualTo("10.0.0.2");
    }

    @Test
    void withoutAHostTheMachineItselfIsMeant() {
        assertThat(found(query("", "445"), fromIpv4)).isEqualTo("127.0.0.1");
        assertThat(found(query("", "445"), fromBoth)).isEqualTo("127.0.0.1 ::1");
        assertThat(found(query("", "445", flags(AddressHint.AI_PASSIVE)), fromBoth))
                .isEqualTo("any any");
    }

    @Test
    void aNumericHostIsNoName() {
        AddressHints numeric = flags(AddressHint.AI_NUMERICHOST);

        assertThat(found(query("server", "", numeric), fromIpv4)).isEmpty();
        assertThat(found(query("10.0.0.2", "", numeric), fromIpv4)).isEqualTo("10.0.0.2");
    }

    @Test
    void aNumericServiceIsNoName() {
        AddressHints numeric = flags(AddressHint.AI_NUMERICSERV);

        assertThat(found(query("server", "http", numeric), fromIpv4)).isEmpty();
        assertThat(found(query("server", "80", numeric), fromIpv4)).isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "server, 0, ''",
        "dual, 0, fd00::3",
        "server, 0x800, ::ffff:10.0.0.2",
        "dual, 0x800, fd00::3",
        "dual, 0x900, fd00::3 ::ffff:10.0.0.3",
        "10.0.0.2, 0, ''",
    })
    void ipv4StandsInForIpv6WhereItIsAskedTo(String node, String flags, String addresses) {
        AddressHints hints = flags(Integer.decode(flags)).toBuilder().setFamily(AF_INET6).build();

        assertThat(found(query(node, "", hints), fromIpv4)).isEqualTo(addresses);
    }

    @Test
    void familiesThatTheMachineDoesNotHaveAreLeftOutIfAsked() {
        AddressHints own = flags(AddressHint.AI_ADDRCONFIG);

        assertThat(found(query("dual", "", own), fromIpv4)).isEqualTo("10.0.0.3");
        assertThat(found(query("dual", "", own), fromBoth)).isEqualTo("10.0.0.3 fd00::3");
        assertThat(found(query("six", "", own), fromIpv4)).isEmpty();
    }

    @Test
    void onlyNameSpacesThatAreThereKnowNames() {
        WskGetAddressInfo named = query("server", "");
        WskGetAddressInfo numeric = query("10.0.0.2", "");

        assertThat(found(named.toBuilder().setNameSpace(NS_DNS).build(), fromIpv4))
                .isEqualTo("10.0.0.2");
        assertThat(found(named.toBuilder().setNameSpace(NS_BTH).build(), fromIpv4)).isEmpty();
        assertThat(found(numeric.toBuilder().setNameSpace(NS_BTH).build(), fromIpv4))
                .isEqualTo("10.0.0.2");
        ByteString guid = ByteString.copyFrom(new byte[16]);
        assertThat(found(named.toBuilder().setProvider(guid).build(), fromIpv4)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0, 0, 0, 0, false",
        "server, '', 0, 0, 0, 0, true",
        "'', 80, 0, 0, 0, 0, true",
        "server, '', 0x2, 0, 0, 0, true",
        "'', 80, 0x2, 0, 0, 0, false",
        "server, '', 0x20002, 0, 0, 0, false",
        "server, '', 0x200, 0, 0, 0, false",
        "server, '', 0xFCD0D, 0, 0, 0, true",
        "server, '', 0, 23, 0, 0, true",
        "server, '', 0, 1, 0, 0, false",
        "server, '', 0, 0, 1, 6, true",
        "server, '', 0, 0, 1, 17, false",
        "server, '', 0, 0, 2, 6, false",
        "server, '', 0, 0, 4, 0, false",
        "server, '', 0, 0, 0, 17, true",
        "server, '', 0, 0, 0, 5, false",
        "server, '', 0, 0, 3, 5, true",
    })
    void whatMakesNoSenseIsNotAsked(
            String node,
            String service,
            String flags,
            int family,
            int type,
            int protocol,
            boolean sound) {
        AddressHints hints =
                AddressHints.newBuilder()
                        .setFlags(Integer.decode(flags))
                        .setFamily(family)
                        .setSocketType(type)
                        .setProtocol(protocol)
                        .build();

        assertThat(new AddressQuery(query(node, service, hints)).isSound()).isEqualTo(sound);
    }

    @Test
    void theCanonicalNameIsTheOneThatIsWrittenWhereTheHostIsKnown() {
        AddressHints canonical = flags(AddressHint.AI_CANONNAME);

        assertThat(new AddressQuery(query("SERVER.", "", canonical)).canonicalName(fromIpv4))
                .isEqualTo("server");
        assertThat(new AddressQuery(query("10.0.0.2", "", canonical)).canonicalName(fromIpv4))
                .isEqualTo("10.0.0.2");
        assertThat(new AddressQuery(query("LOCALHOST", "", canonical)).canonicalName(fromIpv4))
                .isEqualTo("localhost");
    }

    private static WskGetAddressInfo query(String node, String service) {
        return query(node, service, AddressHints.getDefaultInstance());
    }

    private static WskGetAddressInfo query(String node, String service, AddressHints hints) {
        WskGetAddressInfo.Builder request = WskGetAddressInfo.newBuilder().setHints(hints);
        if (!node.isEmpty()) {
            request.setNodeName(node);
        }
        return request.setServiceName(service).build();
    }

    private static AddressHints flags(int flags) {
        return AddressHints.newBuilder().setFlags(flags).build();
    }

    private static String found(WskGetAddressInfo request, Hosts hosts) {
        return String.join(
                " ",
                new AddressQuery(request)
                        .resolve(hosts).stream().map(AddressQueryTest::text).toList());
    }

    private static String text(AddressInfo info) {
        ByteString octets = info.getAddress().getAddress();
        assertThat(info.getFamily()).isEqualTo(info.getAddress().getFamily());
        return octets.isEmpty() ? "any" : NumericHost.text(octets);
    }
}
