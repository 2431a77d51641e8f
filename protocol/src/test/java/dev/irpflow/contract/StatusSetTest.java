package dev.irpflow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatusSetTest {
    @Test
    void codesComeOnceAndInAscendingOrder() {
        StatusSet set = StatusSet.of(List.of(3, -1073741823, 3, 0));

        assertThat(set.stream()).containsExactly(-1073741823, 0, 3);
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.at(0)).isEqualTo(-1073741823);
    }

    @Test
    void membershipIsByNumber() {
        StatusSet set = StatusSet.of(List.of(0x103, 0xC0000120));

        assertThat(set.contains(0xC0000120)).isTrue();
        assertThat(set.contains(0xC0000022)).isFalse();
        assertThat(StatusSet.of(List.of()).isEmpty()).isTrue();
    }
}
