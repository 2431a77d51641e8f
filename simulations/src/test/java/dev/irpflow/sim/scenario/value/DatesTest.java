package dev.irpflow.sim.scenario.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatesTest {
    @Test
    void aDateIsCountedFromTheStartOf1601() {
        assertThat(Dates.date("1601-01-01T00:00:00Z"))
                .isEqualTo(Parsed.good(new Constant("1601-01-01T00:00:00Z", 0)));
        assertThat(Dates.date("2025-01-01T00:00:00.0000001Z"))
                .isEqualTo(
                        Parsed.good(
                                new Constant(
                                        "2025-01-01T00:00:00.0000001Z", 133_801_632_000_000_001L)));
    }

    @Test
    void whatIsNoDateIsRefused() {
        assertThat(Dates.looksLikeOne("2025-01-01")).isTrue();
        assertThat(Dates.looksLikeOne("2 h")).isFalse();
        assertThat(Dates.date("2025-01-01"))
                .isEqualTo(
                        Parsed.bad("2025-01-01 is not a date; write it like 2025-01-01T02:00:00Z"));
    }
}
