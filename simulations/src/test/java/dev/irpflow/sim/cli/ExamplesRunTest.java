package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExamplesRunTest {
    private static final String TEXT =
            """
            scenario: rows
            about: A client registers with a version that there is, and with one that there is not.
            cases: [made-up/R01]
            machines: { client: {} }
            parameters:
              wait: { is: duration }
              answer: { is: status }
            steps:
              - call: WskRegister
                with: { version: "1.0" }
                as: reg
              - wait: $wait
              - call: WskCaptureProviderNPI
                with: { registration: $reg.registration, wait_timeout: WSK_INFINITE_WAIT }
                as: npi
                returns: $answer
              - call: WskReleaseProviderNPI
                with: { registration: $reg.registration }
              - call: WskDeregister
                with: { registration: $reg.registration }
            examples:
              - { wait: 1 ms, answer: STATUS_SUCCESS }
              - { wait: 2 ms, answer: STATUS_SUCCESS }
              - { wait: 2 ms, answer: STATUS_DEVICE_NOT_READY }
            """;

    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("rows.yaml"), TEXT);
    }

    @Test
    void oneSeedRunsEveryExampleAndTellsTheOneThatFails() throws IOException {
        Spoken spoken = Spoken.in(folder, "run", "rows.yaml", "--seed", "1");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .startsWith("rows   3 examples   seeds 1..1   VIOLATED   (3 of 3 runs, ")
                .contains("  held 2   violated 1   inconclusive 0\n")
                .contains("1  example 3 (wait = 2 ms, answer = STATUS_DEVICE_NOT_READY)\n")
                .contains("rows   seed 1   VIOLATED at ")
                .contains("wait = 2 ms, answer = STATUS_DEVICE_NOT_READY)\n")
                .contains("irpflow run rows.yaml --example 3 --seed 1");
        Path failure = Spoken.runFolder(folder, "rows").resolve("F1");
        Spoken replay = Spoken.in(folder, "replay", failure.toString());
        assertThat(replay.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(replay.out()).contains("byte for byte the same");
    }

    @Test
    void oneExampleIsRunByItsNumber() {
        Spoken good = Spoken.in(folder, "run", "rows.yaml", "--seed", "1", "--example", "2");
        Spoken bad = Spoken.in(folder, "run", "rows.yaml", "--seed", "1", "--example", "4");
        Spoken shown = Spoken.in(folder, "show", "rows.yaml", "--resolved", "--example", "2");

        assertThat(good.exit()).isEqualTo(Exit.HELD);
        assertThat(good.out()).startsWith("rows   seed 1   HELD").contains("wait = 2 ms");
        assertThat(bad.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(bad.err())
                .isEqualTo("--example 4: there is no such example; there are 1, 2, 3\n");
        assertThat(shown.out()).contains("default: 2 ms").doesNotContain("examples:");
    }

    @Test
    void whatIsSetCountsForEveryExample() {
        Spoken spoken =
                Spoken.in(
                        folder,
                        "run",
                        "rows.yaml",
                        "--seed",
                        "1",
                        "--set",
                        "answer=STATUS_SUCCESS");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out()).startsWith("rows   2 examples   seeds 1..1   HELD");
    }

    @Test
    void theExamplesOfACaseHaveOneVerdict() {
        Spoken spoken = Spoken.in(folder, "cases", "made-up", "--in", ".");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .startsWith("made-up/R01  rows  VIOLATED  ")
                .contains("repeat  irpflow run rows.yaml --example 3 --seed 1\n")
                .endsWith("1 case in 1 scenario, seed 1: 1 violated\n");
    }
}
