package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented case that is played holds, and those of the kernel and of WSK are played. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShippedCasesTest {
    private static final List<String> KERNEL =
            List.of(
                    "K01", "K02", "K04", "K06", "K08", "K09", "K10", "K13", "K14", "K15", "K16",
                    "K17", "K18", "K19", "K20", "K22", "K23", "K25", "K26", "K28", "K31", "K34",
                    "K35", "K36", "K37", "K38", "K39", "K41", "K42", "K45", "K47", "K48", "K49",
                    "K50", "K51", "K52", "K53", "K54", "K55", "K59", "K60");

    private static final List<String> WSK =
            List.of(
                    "A01", "A03", "A04", "A05", "A06", "A07", "A08", "A10", "A11", "A12", "B01",
                    "B02", "B04", "B05", "B06", "B08", "B09", "B10", "B11", "B13", "B14", "B15",
                    "B16", "B17", "B18", "B19", "B20", "B21", "B22", "B23", "B25", "C02", "C03",
                    "C04", "C07", "D02", "D06", "D07", "D08", "D09", "D10", "D11", "D14", "D15",
                    "D16", "D17", "D20", "E01", "E02", "E03", "E04", "E06", "F02", "F03", "F04",
                    "F05", "F06", "F08");

    private Spoken spoken = new Spoken(0, "", "");

    @BeforeAll
    void playAll(@TempDir Path folder) {
        spoken = Spoken.in(folder, "cases", "--seeds", "1..3");
    }

    @Test
    void everyCaseThatIsPlayedHolds() {
        assertThat(spoken.err()).doesNotContain(".yaml:"); // a slow run says how far it is
        assertThat(spoken.exit()).as(spoken.out()).isEqualTo(Exit.HELD);
    }

    static List<String> kernel() {
        return KERNEL;
    }

    @ParameterizedTest
    @MethodSource("kernel")
    void everyCaseOfTheKernelIsPlayed(String id) {
        assertThat(spoken.out().lines())
                .anyMatch(line -> line.startsWith("mpr-kernel/" + id + " "));
    }

    static List<String> wsk() {
        return WSK;
    }

    @ParameterizedTest
    @MethodSource("wsk")
    void everyCaseOfWinsockKernelThatIsModelledIsPlayed(String id) {
        assertThat(spoken.out().lines()).anyMatch(line -> line.startsWith("wsk-wfp/" + id + " "));
    }
}
