package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CasesCommandTest {
    private static final String DEREGISTER =
            "  - call: WskDeregister\n    with: { registration: $reg.registration }";

    @TempDir private Path folder;

    @BeforeEach
    void writeScenarios() throws IOException {
        write("one", "made-up/A01, made-up/A02", "1.0", DEREGISTER);
        write("below/two", "made-up/B01", "1.0", DEREGISTER);
        write("below/three", "other/A01", "1.0", "  - wait: 1 ms");
        Files.writeString(folder.resolve("part.yaml"), "fragment: part\nmachines: { client: {} }");
    }

    @Test
    void everyCaseIsALineWithItsVerdict() {
        Spoken spoken = Spoken.in(folder, "cases", "made-up", "--in", ".");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out())
                .isEqualTo(
                        """
                        made-up/A01  one  HELD  One machine registers a client.
                        made-up/A02  one  HELD  One machine registers a client.
                        made-up/B01  two  HELD  One machine registers a client.

                        3 cases in 2 scenarios, seed 1: 3 held
                        """);
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aPrefixChoosesAmongTheCasesOfASubject() {
        assertThat(Spoken.in(folder, "cases", "made-up/A", "--in", ".").out())
                .contains("A01", "A02")
                .doesNotContain("B01");
        assertThat(Spoken.in(folder, "cases", "made-up/B01", "--in", ".").out())
                .startsWith("made-up/B01  two  HELD")
                .endsWith("1 case in 1 scenario, seed 1: 1 held\n");
    }

    @Test
    void theDocumentIsAListOfCases() {
        Spoken spoken = Spoken.in(folder, "cases", "made-up/B", "--in", ".", "--format", "json");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .isEqualTo(
                        """
                        [
                          {
                            "id" : "made-up/B01",
                            "scenario" : "two",
                            "about" : "One machine registers a client.",
                            "verdict" : "held",
                            "seeds" : {
                              "first" : 1,
                              "last" : 1
                            }
                          }
                        ]
                        """);
    }

    @Test
    void aCaseThatIsViolatedSaysWhyAndHowToLookAtIt() {
        Spoken spoken = Spoken.in(folder, "cases", "other", "--in", ".", "--seeds", "4..6");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out())
                .startsWith("other/A01  three  VIOLATED  One machine registers a client.\n\n")
                .contains("    repeat  irpflow run below/three.yaml --seed 4\n")
                .endsWith("1 case in 1 scenario, seeds 4..6: 1 violated\n");
    }

    @Test
    void whatIsUnknownIsAnsweredWithWhatThereIs() {
        Spoken subject = Spoken.in(folder, "cases", "made-app", "--in", ".");
        Spoken id = Spoken.in(folder, "cases", "made-up/C1", "--in", ".");
        Spoken noFolder = Spoken.in(folder, "cases", "--in", "nowhere");

        assertThat(subject.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(subject.err())
                .startsWith(
                        "made-app: no scenario names a case of this subject."
                                + " Did you mean made-up?");
        assertThat(id.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(id.err())
                .startsWith("made-up/C1: no scenario names such a case. Did you mean made-up/");
        assertThat(noFolder.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(noFolder.err()).isEqualTo("--in nowhere: no such folder\n");
    }

    @Test
    void aScenarioThatCannotBeLoadedIsToldAndTheOthersRun() throws IOException {
        write("bad", "made-up/A03", "1.0", "  - wiat: 1 ms");

        Spoken spoken = Spoken.in(folder, "cases", "made-up", "--in", ".");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).contains("3 cases in 2 scenarios, seed 1: 3 held");
        assertThat(spoken.err()).startsWith("bad.yaml:9:5  ").contains("wiat");
    }

    private void write(String name, String cases, String version, String last) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.createDirectories(file.getParent());
        String stem = name.substring(name.indexOf('/') + 1);
        Files.writeString(
                file,
                """
                scenario: %s
                about: One machine registers a client.
                cases: [%s]
                machines: { client: {} }
                steps:
                  - call: WskRegister
                    with: { version: "%s" }
                    as: reg
                %s
                """
                        .formatted(stem, cases, version, last));
    }
}
