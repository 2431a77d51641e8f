package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of WSK clients hold, and each has a twin whose slip is found. */
final class WskScenariosTest {
    private static final String BROKEN = "-broken";

    @TempDir private Path folder;

    static List<String> wholeOnes() {
        return ScenarioFolder.of(Spoken.home().resolve("simulations/src/main/resources/scenarios"))
                .scenarios()
                .stream()
                .map(ScenarioFolder.Entry::name)
                .filter(name -> name.startsWith("wsk-") && !name.endsWith(BROKEN))
                .toList();
    }

    @Test
    void thereAreSome() {
        assertThat(wholeOnes()).contains("wsk-echo", "wsk-slow-reader");
    }

    @ParameterizedTest
    @MethodSource("wholeOnes")
    void itHolds(String name) {
        Spoken spoken = Spoken.in(folder, "run", name, "--seeds", "1..5");

        assertThat(spoken.exit()).as(spoken.out()).isEqualTo(Exit.HELD);
    }

    @ParameterizedTest
    @MethodSource("wholeOnes")
    void itsTwinIsCaught(String name) {
        Spoken spoken = Spoken.in(folder, "run", name + BROKEN, "--seeds", "1..5");

        assertThat(spoken.exit()).as(spoken.out()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out()).contains("violated 5");
    }
}
