package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever cannot be used ends with 64, says where it is wrong, and leaves nothing behind. */
final class BadInputTest {
    private static final String GOOD =
            """
            scenario: case
            about: Something is wrong with it.
            machines: { client: {} }
            steps:
              - wait: 5 ms
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps:|steps: [|case.yaml:5:",
                "about:|abuot:|case.yaml:2:1  about is what a scenario uses; found `abuot`",
                "wait: 5 ms|call: WskSendd|case.yaml:5:11  WskSendd: no such routine. Did you mean"
                        + " WskSend?",
                "wait: 5 ms|{ run: copy, completes: STATUS_SUCESS }|Did you mean STATUS_SUCCESS?",
                "wait: 5 ms|wait: 5|case.yaml:5:11  5 has no unit; write 5 ms",
                "wait: 5 ms|wait: 5 KiB|case.yaml:5:11  ",
                "wait: 5 ms|{ run: copy, with: { from: file none.txt, to: 'Z:\\a' } }|none.txt",
                "scenario: case|scenario: other|case.yaml:1:11  ",
            })
    void aScenarioThatIsWrongIsRefusedWithFileLineAndColumn(String good, String bad, String message)
            throws IOException {
        Files.writeString(folder.resolve("case.yaml"), GOOD.replace(good, bad));

        Spoken spoken = Spoken.in(folder, "run", "case.yaml", "--seed", "1");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.err()).contains(message);
        assertThat(spoken.err().lines())
                .allSatisfy(line -> assertThat(line).matches("case\\.yaml:\\d+:\\d+  .*"));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("case.yaml"),
                GOOD.replace("wait: 5 ms", "wait: 5\n  - run: coppy\n  - call: WskSendd"));

        Spoken spoken = Spoken.in(folder, "run", "case.yaml");

        assertThat(spoken.err().lines()).hasSize(3);
    }

    @Test
    void inJsonTheProblemsAreTheDocument() throws IOException {
        Files.writeString(folder.resolve("case.yaml"), GOOD.replace("5 ms", "5"));

        Spoken spoken = Spoken.in(folder, "run", "case.yaml", "--format", "json");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out())
                .startsWith("{\n")
                .contains("\"exit\" : 64")
                .contains("case.yaml:5:11  5 has no unit; write 5 ms");
    }

    @Test
    void aMisspeltScenarioIsAnsweredWithTheNearestName() {
        Spoken spoken = Spoken.in(folder, "run", "netwrok-drive");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("Did you mean network-drive?");
    }

    @Test
    void aMissingFileAndAFolderAreRefused() throws IOException {
        Files.createDirectory(folder.resolve("folder.yaml"));

        assertThat(Spoken.in(folder, "run", "./gone.yaml").err())
                .isEqualToIgnoringNewLines("./gone.yaml  no such file");
        assertThat(Spoken.in(folder, "run", "folder.yaml").err())
                .isEqualToIgnoringNewLines("folder.yaml  a directory; a file is wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "9223372036854775808", "1..3"})
    void aSeedOutOfRangeIsRefusedWithWhatIsAllowed(String seed) {
        Spoken spoken = Spoken.in(folder, "run", "network-drive", "--seed=" + seed);

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("a seed is a whole number from 0 to 9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource({
        "file=none.txt, none.txt",
        "loss=12, 12 has no unit",
        "los=1 %, Did you mean loss?",
        "loss, write --set name=value",
    })
    void aParameterThatIsWrongIsRefused(String set, String message) {
        Spoken spoken = Spoken.in(folder, "run", "network-drive", "--set", set);

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains(message);
    }

    @Test
    void aDriverThatIsNotOnTheClassPathIsRefusedAtItsLine() throws IOException {
        Files.writeString(
                folder.resolve("case.yaml"),
                GOOD
                        + """
                        drivers:
                          mine: { on: client, role: wdm-driver, class: com.example.Mine }
                        """);

        Spoken spoken = Spoken.in(folder, "run", "case.yaml");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err())
                .contains("case.yaml:7:")
                .contains("class com.example.Mine is not on the class path (--classpath)");
    }

    @Test
    void aClassPathThatIsNotThereIsRefused() {
        Spoken spoken = Spoken.in(folder, "run", "network-drive", "--classpath", "gone.jar");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("--classpath: gone.jar cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab", "console"})
    void aCommandOfALaterVersionIsKnown(String command) {
        Spoken spoken = Spoken.in(folder, command, "network-drive", "--for", "60s");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).isEqualToIgnoringNewLines(command + ": not yet in this version");
    }

    @Test
    void aMisspeltCommandOrOptionIsAnsweredWithTheNearest() {
        assertThat(Spoken.in(folder, "rum", "network-drive").err()).contains("Did you mean run");
        assertThat(Spoken.in(folder, "run", "network-drive", "--sede", "1").err())
                .contains("--seed");
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        Spoken spoken = Spoken.in(folder);

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).contains("Usage: irpflow").contains("Exit codes:");
    }
}
