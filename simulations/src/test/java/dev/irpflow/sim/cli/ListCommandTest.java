package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ListCommandTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "routines, WskSend",
        "statuses, STATUS_CONNECTION_RESET",
        "rules, io/irp-never-completed",
        "faults, restart",
        "workloads, map-drive",
        "scenarios, network-drive",
    })
    void everyKindIsListedALineForEach(String kind, String item) {
        Spoken spoken = Spoken.in(folder, "list", kind);

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out().lines()).anyMatch(line -> line.startsWith(item + " "));
    }

    @ParameterizedTest
    @CsvSource({"routines", "statuses", "rules", "faults", "workloads", "scenarios", "cases"})
    void everyKindIsListedAsOneDocument(String kind) {
        Spoken spoken = Spoken.in(folder, "list", kind, "--format", "json");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out()).startsWith("{\n  \"" + kind + "\" : [").endsWith("}\n");
    }

    @Test
    void routinesAreListedWithTheirContract() {
        String document = Spoken.in(folder, "list", "routines", "--format", "json").out();

        assertThat(document)
                .contains("\"name\" : \"WskSend\",\n      \"subsystem\" : \"wsk\"")
                .contains("\"kind\" : \"irp function\"")
                .contains("\"irql\" : \"<= DISPATCH_LEVEL\"")
                .contains("\"completes\" : \"irp always\"")
                .contains("\"statuses\" : [")
                .contains("\"page\" : \"wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_send.md\"")
                .contains("\"fidelity\" : \"modelled\"");
    }

    @Test
    void anUnknownKindIsAnsweredWithTheKindsThereAre() {
        Spoken spoken = Spoken.in(folder, "list", "rulez");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err())
                .contains("Did you mean rules?")
                .contains(
                        "routines, statuses, rules, choices, bug-checks, faults, workloads, drivers,"
                                + " scenarios, cases");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theExampleOfEveryFaultIsOneThatTheLoaderTakes(FaultWords fault) throws IOException {
        Files.writeString(
                folder.resolve("example.yaml"),
                """
                scenario: example
                about: One fault.
                machines: { client: {}, files: {} }
                drivers: { server: { on: files, role: wsk-client, like: file-server } }
                on: client
                steps:
                  - wait: 5 ms
                faults:
                  - %s
                """
                        .formatted(fault.example()));

        Spoken spoken = Spoken.in(folder, "show", "example.yaml", "--resolved");

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out()).contains(fault.verb() + ":");
    }

    @Test
    void aScenarioIsShownAsItIsRun() {
        Spoken written = Spoken.in(folder, "show", "network-drive");
        Spoken resolved =
                Spoken.in(folder, "show", "network-drive", "--resolved", "--set", "loss=7 %");

        assertThat(written.out()).contains("include:").contains("draw:");
        assertThat(resolved.out()).doesNotContain("include:").contains("default: 7 %");
    }

    private static java.util.List<FaultWords> faults() {
        return FaultWords.all();
    }

    @Test
    void listAloneSaysWhatCanBeListed() {
        Spoken spoken = Spoken.in(folder, "list");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("routines", "statuses", "scenarios", "cases");
    }
}
