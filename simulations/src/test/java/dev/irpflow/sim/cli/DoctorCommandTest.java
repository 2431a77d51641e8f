package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
    @TempDir private Path folder;

    @Test
    void itSaysWhatThisProcessHasAndWhatIsMissing() {
        Spoken spoken = Spoken.in(folder, "doctor");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .contains("build ")
                .contains("virtual threads on the stage")
                .contains("MiB for the heap")
                .contains("network-drive")
                .containsPattern("missing +nothing");
    }

    @Test
    void runsAreTheSameInTwoProcesses() {
        Spoken spoken =
                Spoken.in(folder, "doctor", "--determinism", "network-drive", "--seeds", "1..3");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .startsWith("network-drive   seeds 1..3   the same in two processes   (");
    }

    @Test
    void withoutAScenarioThereIsNothingToCompare() {
        Spoken spoken = Spoken.in(folder, "doctor", "--determinism");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("the SCENARIO is missing");
    }
}
