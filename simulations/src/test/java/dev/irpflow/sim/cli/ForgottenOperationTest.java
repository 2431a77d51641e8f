package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operation that its driver has lost. */
final class ForgottenOperationTest {
    @TempDir private Path folder;

    @Test
    void itIsToldAtOnceWhereNothingElseCanHappenWithTheLinesThatPendedIt() throws IOException {
        writeScenario();

        Spoken spoken = Spoken.in(folder, "run", "forgotten.yaml", "--seed", "1");

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out())
                .contains("VIOLATED at 0.000 s")
                .contains("io/irp-never-completed")
                .contains("client/mine holds ")
                .contains("ForgettingDriver$Forgetting.flushBuffers(ForgettingDriver.java:");
        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
    }

    @Test
    void aDeviceThatIsLeftAtUnloadIsALeak() throws IOException {
        Files.writeString(
                folder.resolve("forgotten.yaml"),
                """
                scenario: forgotten
                about: A driver unloads and leaves its device.
                machines: { client: {} }
                drivers:
                  mine:
                    on: client
                    role: wdm-driver
                    class: dev.irpflow.sim.cli.ForgettingDriver
                steps:
                  - wait: 1 ms
                """);

        Spoken spoken = Spoken.in(folder, "run", "forgotten.yaml", "--seed", "1");

        assertThat(spoken.out())
                .contains("kernel/leak-at-end")
                .containsPattern("client/mine has unloaded and still holds device-object [0-9]+");
    }

    // One run in a hundred is recorded, and knows where its driver pended the operation.
    @Test
    void aHuntThatRecordsSomeOfItsRunsFindsItAsOneFailure() throws IOException {
        writeScenario();

        Spoken spoken = Spoken.in(folder, "hunt", "forgotten.yaml", "--schedules", "448");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .contains("F1  io/irp-never-completed")
                .doesNotContain("F2 ")
                .doesNotContain("differs");
    }

    private void writeScenario() throws IOException {
        Files.writeString(
                folder.resolve("forgotten.yaml"),
                """
                scenario: forgotten
                about: A driver pends a flush and forgets it, and nothing else is under way.
                machines: { client: {} }
                drivers:
                  mine:
                    on: client
                    role: wdm-driver
                    class: dev.irpflow.sim.cli.ForgettingDriver
                steps:
                  - call: NtCreateFile
                    with:
                      desired_access: 1
                      object_attributes: { object_name: '\\Device\\Forgetting', attributes: 64 }
                      file_attributes: 0
                      share_access: 0
                      create_disposition: 1
                      create_options: 32
                    as: file
                  - call: NtFlushBuffersFile
                    with: { file_handle: $file.file_handle }
                calm-after: 30 s
                eventually:
                  - that: all-operations-finished
                    within: 60 s
                """);
    }
}
