package dev.irpflow.kernel.bugcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.kernel.BugCheckCode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplanationsTest {
    @ParameterizedTest
    @EnumSource(BugCheckCode.class)
    void everyBugCheckOfTheEmulationIsExplained(BugCheckCode code) {
        Explanation page = Explanations.of(code.code());

        assertThat(page).isNotNull();
        assertThat(Objects.requireNonNull(page).parameters()).hasSize(4);
    }

    @Test
    void noCodeAndNoFormIsExplainedTwice() {
        Set<Long> seen = new HashSet<>();
        for (Explanation page : Explanations.all()) {
            assertThat(seen.add((long) page.code())).isTrue();
            Set<Long> forms = new HashSet<>();
            for (Form form : page.forms()) {
                assertThat(forms.add(form.first()))
                        .as("0x%X/0x%X", page.code(), form.first())
                        .isTrue();
                assertThat(form.parameters()).hasSize(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x01, 0x02, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x30, 0x31, 0x32,
                0x33, 0x34, 0x37, 0x38, 0x3B, 0x3E, 0x3F, 0x40, 0x41, 0x42, 0x51, 0x52, 0x53, 0x54,
                0x59, 0x60, 0x61, 0x62, 0x80, 0xC0, 0xC1, 0xC5, 0xCA, 0xD5, 0xD6, 0xD7, 0xDF, 0xE1,
                0xE5, 0xE6, 0xFA, 0xFB, 0x105, 0x111, 0x115, 0x11A, 0x11B, 0x120, 0x121, 0x122,
                0x123, 0x130, 0x131, 0x135, 0x1000, 0x1001, 0x1002, 0x1003, 0x1004, 0x1005, 0x1007,
                0x1008, 0x1009, 0x100A, 0x100B, 0x20002, 0x20008, 0x2000F, 0x20016, 0x2001D,
                0x40003, 0x4000E, 0x43006, 0x92003
            })
    void everySubCodeOfDriverVerifierIsExplained(int first) {
        assertThat(Objects.requireNonNull(Explanations.of(0xC4)).form(first)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0C, 0x0D, 0x0E, 0x0F,
                0x10, 0x11, 0x12, 0x201, 0x203, 0x205, 0x206, 0x207, 0x208, 0x209, 0x20A, 0x20B,
                0x20C, 0x20D, 0x20E, 0x20F, 0x210, 0x213, 0x214, 0x224, 0x225, 0x226, 0x227, 0x228,
                0x229, 0x239, 0x23A, 0x23B, 0x23C, 0x23D, 0x23E, 0x240, 0x241, 0x242, 0x24A, 0x24C,
                0x301, 0x302, 0x307, 0x310, 0x311, 0x312
            })
    void everySubCodeOfIoVerificationIsExplained(int first) {
        assertThat(Objects.requireNonNull(Explanations.of(0xC9)).form(first)).isNotNull();
    }

    @Test
    void theFirstParameterDecidesWhatTheOthersMean() {
        Explanation page = Objects.requireNonNull(Explanations.of(0xC4));

        assertThat(List.of(page.parameter(0, 0x11), page.parameter(3, 0x11)))
                .containsExactly("The driver freed paged pool above APC_LEVEL.", "the address");
    }
}
