package dev.irpflow.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses among the settings of drivers. */
final class DriverSettingsTest {
    private static final ByteString TEN = ByteString.copyFrom(new byte[] {10, 0, 0, 2});

    @Test
    void anAddressIsThatOfAMachineOrFourNumbers() {
        DriverSettings settings =
                new DriverSettings(Map.of("host.Files", "10.0.0.2", "server", "FILES"));

        assertThat(settings.address("server", "nobody")).isEqualTo(TEN);
        assertThat(settings.address("other", "10.0.0.2")).isEqualTo(TEN);
    }

    @Test
    void anIpv6AddressIsThatOfAMachineInBracketsOrWritten() {
        ByteString octets = IpAddress.of("fd00::2").octets();
        DriverSettings settings =
                new DriverSettings(
                        Map.of(
                                "host.files",
                                "10.0.0.2",
                                "host6.files",
                                "fd00::2",
                                "to",
                                "[Files]"));

        assertThat(settings.address("to", "nobody")).isEqualTo(octets);
        assertThat(settings.address("other", "fd00::2")).isEqualTo(octets);
        assertThat(settings.address("other", "[fd00::2]")).isEqualTo(octets);
        assertThat(settings.hosts()).containsOnlyKeys("files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.+1",
                "10.0.0.2.3",
                "",
                "fd00:::1",
                "[nobody]"
            })
    void whatIsNeitherIsRefusedByItsName(String written) {
        DriverSettings settings = new DriverSettings(Map.of("server", written));

        assertThatThrownBy(() -> settings.address("server", "10.0.0.2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("server: " + written + " is neither a machine nor an IP address");
    }
}
