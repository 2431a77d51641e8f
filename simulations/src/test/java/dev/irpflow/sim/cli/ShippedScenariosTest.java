package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShippedScenariosTest {
    private static final ScenarioFolder SHIPPED =
            ScenarioFolder.of(Spoken.home().resolve("simulations/src/main/resources/scenarios"));

    @TempDir private Path folder;

    @Test
    void noTwoScenariosHaveOneName() {
        List<String> names = SHIPPED.scenarios().stream().map(ScenarioFolder.Entry::name).toList();

        assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void fragmentsAreNoScenarios() {
        assertThat(SHIPPED.scenarios())
                .extracting(ScenarioFolder.Entry::name)
                .contains("network-drive")
                .doesNotContain("client-and-files");
    }

    @Test
    void everyShippedScenarioIsGood() {
        Spoken spoken = Spoken.in(folder, "list", "scenarios");

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .contains(SHIPPED.scenarios().stream().map(ScenarioFolder.Entry::name).toList());
    }
}
