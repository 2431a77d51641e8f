package dev.irpflow.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as text, as bits and as messages have them. */
final class IpAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.2",
                "127.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fd00::a00:1",
                "1:2:3:4:5:6:7:8",
                "1::",
                "2001:db8:0:1:1:1:1:1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1"
            })
    void anAddressReadsAsItWasWritten(String text) {
        assertThat(IpAddress.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "FD00:0:0::0001, fd00::1",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:2::, 1:0:2::",
        "64:ff9b::10.0.0.1, 64:ff9b::a00:1",
        "::ffff:10.0.0.1, 10.0.0.1",
        "::ffff:a00:1, 10.0.0.1",
    })
    void ofSeveralSpellingsOneIsWritten(String given, String written) {
        assertThat(IpAddress.of(given).text()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.01",
                "10.0.0.2.3",
                "a.b.c.d",
                "1..2.3",
                "-1.0.0.0",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "fd00::12345",
                "fd00::g",
                "10.0.0.1::",
                "[::1]",
                "::1%1"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThat(IpAddress.isAddress(text)).isFalse();
        assertThatThrownBy(() -> IpAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text + " is not an IP address");
    }

    @Test
    void theFirstOctetOfAnIpv4AddressIsTheHighestByte() {
        assertThat(IpAddress.of("10.0.0.2").ipv4()).isEqualTo(0x0A000002);
        assertThat(IpAddress.ofIpv4(0x0A000002)).isEqualTo(IpAddress.of("10.0.0.2"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.9.9.9, true", "128.0.0.1, false", "126.255.255.255, false",
        "::1, true", "::2, false", "fd00::1, false",
    })
    void theLoopbackIsANetOfIpv4AndOneAddressOfIpv6(String text, boolean is) {
        assertThat(IpAddress.of(text).isLoopback()).isEqualTo(is);
    }

    @Test
    void eachFamilyHasAWildcardOfItsOwn() {
        assertThat(IpAddress.ANY_IPV4.isAny()).isTrue();
        assertThat(IpAddress.ANY_IPV6.isAny()).isTrue();
        assertThat(IpAddress.ANY_IPV4).isNotEqualTo(IpAddress.ANY_IPV6);
        assertThat(IpAddress.of("::1").isAny()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::", "::1", "fd00::a00:1", "ff00::ff"})
    void anAddressComesBackFromAMessage(String text) {
        IpAddress address = IpAddress.of(text);

        assertThat(IpAddress.of(address.at(80))).isEqualTo(address);
        assertThat(IpAddress.ofOctets(address.octets())).isEqualTo(address);
        assertThat(IpAddress.ofOctets(address.mapped())).isEqualTo(address);
        assertThat(address.at(80).getPort()).isEqualTo(80);
    }

    @Test
    void anIpv4AddressIsMappedIntoIpv6() {
        IpAddress address = IpAddress.of("10.0.0.1");

        assertThat(address.octets()).isEqualTo(bytes(10, 0, 0, 1));
        assertThat(address.mapped())
                .isEqualTo(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1));
        assertThat(IpAddress.ofOctets(bytes(1, 2, 3))).isNull();
    }

    private static ByteString bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return ByteString.copyFrom(bytes);
    }
}
