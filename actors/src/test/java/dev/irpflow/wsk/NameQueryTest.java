package dev.irpflow.wsk;

import static dev.irpflow.protocol.status.NtStatus.STATUS_BUFFER_TOO_SMALL;
import static dev.irpflow.protocol.status.NtStatus.STATUS_NO_MATCH;
import static dev.irpflow.protocol.status.NtStatus.STATUS_SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetNameInfo;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What WskGetNameInfo tells of an address, and what it refuses to look for. */
class NameQueryTest {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 23;

    private final Hosts hosts = new Hosts(new TestNames("client"));

    @ParameterizedTest
    @CsvSource({
        "10.0.0.2, 0, server",
        "10.0.0.2, 0x1, server",
        "10.0.0.2, 0x2, 10.0.0.2",
        "10.0.0.2, 0x4, server",
        "10.0.0.2, 0x6, 10.0.0.2",
        "127.0.0.1, 0, localhost",
        "127.0.0.2, 0, 127.0.0.2",
        "127.0.0.2, 0x8, 127.0.0.2",
        "fd00::3, 0, dual",
        "fd00::9, 0, fd00::9",
        "0.0.0.0, 0, 0.0.0.0",
    })
    void aHostIsToldByNameOrInNumbers(String address, String flags, String name) {
        NameQuery.Answer answer =
                new NameQuery(query(address, 80).setFlags(Integer.decode(flags)).build())
                        .resolve(hosts);

        assertThat(answer.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(out(answer).getNodeName()).isEqualTo(name);
    }

    @Test
    void aNameThatIsRequiredAndUnknownIsNoMatch() {
        NameQuery.Answer answer =
                new NameQuery(query("10.9.9.9", 80).setFlags(0x4).build()).resolve(hosts);

        assertThat(answer.status()).isEqualTo(STATUS_NO_MATCH);
        assertThat(answer.out()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0, http",
        "80, 0x8, 80",
        "80, 0x10, 80",
        "512, 0, exec",
        "512, 0x10, biff",
        "40007, 0, 40007",
        "0, 0, 0",
    })
    void aServiceIsToldByNameOrAsItsPort(int port, String flags, String name) {
        NameQuery.Answer answer =
                new NameQuery(query("10.0.0.2", port).setFlags(Integer.decode(flags)).build())
                        .resolve(hosts);

        assertThat(out(answer).getServiceName()).isEqualTo(name);
    }

    // Six characters and a NULL of two bytes each; four and one for "http".
    @ParameterizedTest
    @CsvSource({
        "14, 10, STATUS_SUCCESS",
        "13, 10, STATUS_BUFFER_TOO_SMALL",
        "14, 9, STATUS_BUFFER_TOO_SMALL",
        "0, 10, STATUS_BUFFER_TOO_SMALL"
    })
    void aBufferHoldsItsNameAndANullAtTheEnd(int node, int service, NtStatus due) {
        NameQuery.Answer answer =
                new NameQuery(
                                query("10.0.0.2", 80)
                                        .setNodeName(node)
                                        .setServiceName(service)
                                        .build())
                        .resolve(hosts);

        assertThat(answer.status()).isEqualTo(due);
        assertThat(answer.out() == null).isEqualTo(due == STATUS_BUFFER_TOO_SMALL);
    }

    @Test
    void onlyWhatHasABufferIsTold() {
        NameQuery.Answer answer =
                new NameQuery(query("10.9.9.9", 80).clearNodeName().setFlags(0x4).build())
                        .resolve(hosts);

        assertThat(answer.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(out(answer).hasNodeName()).isFalse();
        assertThat(out(answer).getServiceName()).isEqualTo("http");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 4, 15, 0, false",
        "2, 4, 16, 0, true",
        "2, 4, 128, 0, true",
        "2, 4, 129, 0, false",
        "2, 16, 28, 0, false",
        "2, 0, 16, 0, true",
        "23, 16, 27, 0, false",
        "23, 16, 28, 0, true",
        "1, 4, 16, 0, false",
        "2, 4, 16, 0x1F, true",
        "2, 4, 16, 0x20, false",
    })
    void whatMakesNoSenseIsNotAsked(
            int family, int octets, int length, String flags, boolean sound) {
        SocketAddress address =
                SocketAddress.newBuilder()
                        .setFamily(family)
                        .setAddress(ByteString.copyFrom(new byte[octets]))
                        .build();
        WskGetNameInfo request =
                WskGetNameInfo.newBuilder()
                        .setSockAddr(address)
                        .setSockAddrLength(length)
                        .setNodeName(100)
                        .setFlags(Integer.decode(flags))
                        .build();

        assertThat(new NameQuery(request).isSound()).isEqualTo(sound);
    }

    @Test
    void oneOfTheTwoNamesIsWanted() {
        WskGetNameInfo.Builder request = query("10.0.0.2", 80);

        assertThat(new NameQuery(request.clearNodeName().build()).isSound()).isTrue();
        assertThat(new NameQuery(request.clearServiceName().build()).isSound()).isFalse();
    }

    private static WskGetNameInfo.Builder query(String address, int port) {
        ByteString octets = Objects.requireNonNull(NumericHost.parse(address));
        return WskGetNameInfo.newBuilder()
                .setSockAddr(
                        SocketAddress.newBuilder()
                                .setFamily(octets.size() == 4 ? AF_INET : AF_INET6)
                                .setAddress(octets)
                                .setPort(port))
                .setSockAddrLength(28)
                .setNodeName(100)
                .setServiceName(100);
    }

    private static WskGetNameInfo.Out out(NameQuery.Answer answer) {
        return Objects.requireNonNull(answer.out());
    }
}
