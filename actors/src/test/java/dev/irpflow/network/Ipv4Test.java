package dev.irpflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as text. */
final class Ipv4Test {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.0.0.2", "127.0.0.1", "192.168.1.254", "255.255.255.255"})
    void anAddressReadsAsItWasWritten(String text) {
        assertThat(Ipv4.text(Ipv4.of(text))).isEqualTo(text);
    }

    @Test
    void theFirstOctetIsTheHighestByte() {
        assertThat(Ipv4.of("10.0.0.2")).isEqualTo(0x0A000002);
        assertThat(Ipv4.isLoopback(Ipv4.of("127.9.9.9"))).isTrue();
        assertThat(Ipv4.isLoopback(Ipv4.of("128.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0", "10.0.0.256", "10.0.0.2.3", "a.b.c.d", "1..2.3", "-1.0.0.0"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Ipv4.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an IPv4 address");
    }
}
