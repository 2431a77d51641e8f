package dev.irpflow.redirector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scenario may give to the redirector, and what its provider tells it. */
final class RedirectorSettingsTest {
    @Test
    void whatIsNotGivenHasADefault() {
        RedirectorSettings settings = RedirectorSettings.of(Map.of(), "client");

        assertThat(settings.deviceName()).isEqualTo("\\Device\\Redirector");
        assertThat(settings.client()).isEqualTo("client");
        assertThat(settings.port()).isEqualTo(445);
        assertThat(settings.startsOnDemand()).isTrue();
        assertThat(settings.host("files")).isNull();
    }

    @Test
    void quantitiesHaveUnits() {
        RedirectorSettings settings =
                RedirectorSettings.of(
                        Map.of("answer-within", "2 min", "transfer", "8 KiB"), "client");

        assertThat(settings.answerMs()).isEqualTo(120_000);
        assertThat(settings.transfer()).isEqualTo(8192);
    }

    @Test
    void machinesAreFoundByTheirNamesInAnyCase() {
        RedirectorSettings settings =
                RedirectorSettings.of(Map.of("host.Files", "10.0.0.2"), "client");

        assertThat(settings.host("FILES")).isEqualTo(ByteString.copyFrom(new byte[] {10, 0, 0, 2}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10 parsecs", "ten s", "0 s", "-1 s", ""})
    void aTimeThatIsNoneIsRefused(String time) {
        assertThatThrownBy(() -> RedirectorSettings.of(Map.of("answer-within", time), "client"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("answer-within");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0", "10.0.0.256", "10.0.0.x"})
    void anAddressThatIsNoneIsRefused(String address) {
        assertThatThrownBy(() -> RedirectorSettings.of(Map.of("host.files", address), "client"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanTheProtocolCarriesIsRefused() {
        assertThatThrownBy(() -> RedirectorSettings.of(Map.of("transfer", "65 KiB"), "client"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConnectionComesThroughTheControlCodeAsItWas() {
        Mapping mapping = new Mapping("\\;Z:\\files\\public", true);

        assertThat(Mapping.of(mapping.toBytes())).isEqualTo(mapping);
    }

    @Test
    void aBufferThatIsNoConnectionIsRefused() {
        assertThat(Mapping.of(new byte[0])).isNull();
        assertThat(Mapping.of(new byte[] {0})).isNull();
        assertThat(Mapping.of(new byte[] {0, '\\'})).isNull();
        assertThat(Mapping.of(new byte[] {2, '\\', 0})).isNull();
        assertThat(Mapping.of(new byte[] {0, 'x', 0})).isNull();
        assertThat(Mapping.of(new byte[5000])).isNull();
    }
}
