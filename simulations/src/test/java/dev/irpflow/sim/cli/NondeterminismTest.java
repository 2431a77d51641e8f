package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver whose runs depend on more than their seeds is caught, and shown. */
final class NondeterminismTest {
    @TempDir private Path folder;

    @BeforeEach
    void writeScenario() throws IOException {
        Files.writeString(
                folder.resolve("forgetless.yaml"),
                """
                scenario: forgetless
                about: Its driver remembers, and its step comes too late.
                machines: { client: {} }
                drivers:
                  mine:
                    on: client
                    role: wdm-driver
                    class: dev.irpflow.sim.cli.RememberingDriver
                steps:
                  - wait: { until: { call: WskSend } }
                    within: 1 ms
                """);
    }

    @Test
    void aFailureThatDoesNotRepeatIsNoViolationButNondeterminism() {
        Spoken spoken = Spoken.in(folder, "run", "forgetless.yaml", "--seed", "1");

        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
        assertThat(spoken.err())
                .contains("This is nondeterminism")
                .contains("irpflow doctor --determinism forgetless.yaml --seeds 0..1");
    }

    @Test
    void theFirstEventThatDiffersBetweenTwoProcessesIsShown() {
        Spoken spoken =
                Spoken.in(folder, "doctor", "--determinism", "forgetless.yaml", "--seeds", "1..2");

        assertThat(spoken.exit()).isEqualTo(Exit.NONDETERMINISM);
        assertThat(spoken.out())
                .contains("forgetless.yaml   seed 1   DIFFERS between two processes")
                .contains("The first event that differs, in line ")
                .containsPattern("(?m)^  one   \\{\"seq\":")
                .containsPattern("(?m)^  other \\{\"seq\":.*KeQuerySystemTime")
                .contains("The Java line of a driver that came last before it:")
                .containsPattern("client/mine .*RememberingDriver.*\\(RememberingDriver.java:");
    }
}
