package dev.irpflow.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CodeDomainTest {
    @Test
    void everyDocumentedCodeHasItsNumber() {
        assertThat(Listing.of("codes.txt"))
                .hasSizeGreaterThan(450)
                .allSatisfy(line -> {
                    String[] parts = line.split(" ");
                    WindowsCode code = CodeDomain.find(parts[0]);
                    assertThat(code).as(parts[0]).isNotNull();
                    assertThat(Objects.requireNonNull(code).number())
                            .as(parts[0])
                            .isEqualTo(Integer.parseUnsignedInt(parts[1].substring(2), 16));
                });
    }

    @Test
    void everyCodeHasAMeaningAndAUser() {
        for (CodeDomain domain : CodeDomain.values()) {
            assertThat(domain.codes())
                    .isNotEmpty()
                    .allSatisfy(code -> assertThat(code.meaning()).as(code.name()).isNotBlank())
                    .allSatisfy(code -> assertThat(code.areas()).as(code.name()).isNotEmpty());
        }
    }

    @Test
    void aNumberWithTwoNamesIsPrintedAsItsFirst() {
        assertThat(CodeDomain.NTSTATUS.nameOf(0)).isEqualTo("STATUS_SUCCESS");
        assertThat(CodeDomain.WN.nameOf(59)).isEqualTo("WN_NET_ERROR");
    }

    @Test
    void theSameNumberMeansWhatItsDomainSays() {
        assertThat(CodeDomain.WIN32.nameOf(67)).isEqualTo("ERROR_BAD_NET_NAME");
        assertThat(CodeDomain.WN.nameOf(67)).isEqualTo("WN_BAD_NETNAME");
    }

    @Test
    void aNumberWithoutANameIsPrintedInHexadecimal() {
        assertThat(CodeDomain.NTSTATUS.nameOf(0xC0DEC0DE)).isEqualTo("0xC0DEC0DE");
        assertThat(CodeDomain.NTSTATUS.byNumber(0xC0DEC0DE)).isNull();
    }
}
