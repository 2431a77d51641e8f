package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.irpflow.sim.report.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeedRangeTest {
    @Test
    void bothEndsAreIncluded() throws Refusal {
        SeedRange range = SeedRange.of("--seeds", "3..7");

        assertThat(range).isEqualTo(new SeedRange(3, 7));
        assertThat(range.count()).isEqualTo(5);
    }

    @Test
    void oneSeedIsARangeToo() throws Refusal {
        assertThat(SeedRange.of("--seeds", "42")).isEqualTo(new SeedRange(42, 42));
    }

    @Test
    void theLargestSeedIsAllowed() throws Refusal {
        assertThat(SeedRange.one("--seed", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(SeedRange.of("--seeds", "9223372036854775806..9223372036854775807").count())
                .isEqualTo(2);
    }

    @Test
    void aMillionSeedsAreAllowed() throws Refusal {
        assertThat(SeedRange.of("--seeds", "1..1000000").count()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, a seed is a whole number from 0 to 9223372036854775807",
        "one, a seed is a whole number from 0 to 9223372036854775807",
        "1.5, a seed is a whole number from 0 to 9223372036854775807",
        "9223372036854775808, is too large",
        "7..3, write 3..7",
        "1.., a seed is a whole number",
        "..5, a seed is a whole number",
        "0..1000000, more than 1000000 seeds",
    })
    void whatIsNoSeedOrRangeIsRefusedWithWhatIsAllowed(String text, String allowed) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SeedRange.of("--seeds", text))
                .withMessageContaining("--seeds")
                .withMessageContaining(allowed);
    }
}
