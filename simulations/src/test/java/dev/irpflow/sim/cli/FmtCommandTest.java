package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.scenario.format.Formatter;
import dev.irpflow.sim.scenario.grammar.Grammar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code irpflow fmt}. */
final class FmtCommandTest {
    private static final String LOOSE =
            """
            # A file of mine.

            about: >-
                two lines
                of text
            scenario: loose
            steps:
            # the first
            - with: { path: 'C:\\a', # where
                      length: 4 KiB }
              call: KeGetCurrentIrql   # no more

            # the second


            - note: "yes"
            # about machines
            machines: { client: {} }
            """;

    private static final String TIDY =
            """
            # A file of mine.

            scenario: loose
            about: >-
                two lines
                of text
            # about machines
            machines: { client: {} }
            steps:
              # the first
              - call: KeGetCurrentIrql   # no more
                with: { path: 'C:\\a', # where
                        length: 4 KiB }

              # the second

              - note: "yes"
            """;

    private final Formatter formatter = new Formatter(Grammar.of(Product.vocabulary()));

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void keysComeIntoTheirOrderWithTheirCommentsAndQuotes() throws IOException {
        Path file = write("loose.yaml", LOOSE);

        Spoken spoken = Spoken.in(folder, "fmt", "loose.yaml");

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out()).isEqualToIgnoringNewLines("loose.yaml");
        assertThat(file).hasContent(TIDY);
        assertThat(Spoken.in(folder, "fmt", "loose.yaml").out()).isEmpty();
    }

    @Test
    void aCheckNamesWhatWouldChangeAndWritesNothing() throws IOException {
        Path loose = write("loose.yaml", LOOSE);
        write("tidy.yaml", TIDY);

        Spoken spoken = Spoken.in(folder, "fmt", "--check", "loose.yaml", "tidy.yaml");

        assertThat(spoken.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(spoken.out()).isEqualToIgnoringNewLines("loose.yaml");
        assertThat(loose).hasContent(LOOSE);
        assertThat(Spoken.in(folder, "fmt", "--check", "tidy.yaml").exit()).isEqualTo(Exit.HELD);
    }

    @Test
    void ofSeveralFilesNoneIsWrittenIfOneIsNoYaml() throws IOException {
        Path loose = write("loose.yaml", LOOSE);
        write("bad.yaml", "scenario: bad\nsteps: [ { call: X }\n");

        Spoken spoken = Spoken.in(folder, "fmt", "loose.yaml", "bad.yaml");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).startsWith("bad.yaml:");
        assertThat(loose).hasContent(LOOSE);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        Spoken spoken = Spoken.in(folder, "fmt", "gone.yaml");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err()).startsWith("gone.yaml  cannot be read");
    }

    @Test
    void namesOfTheUsersStayInHisOrder() {
        String text = "scenario: x\nmachines:\n  zeta: {}\n  alpha: {}\n";

        assertThat(formatter.format("x", text.getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo(text);
    }

    @Test
    void linesOfWindowsAndAMarkOfByteOrderGo() {
        String text = "\uFEFFscenario: x\r\nabout: y\r\n\r\n";

        assertThat(formatter.format("x", text.getBytes(StandardCharsets.UTF_8)).text())
                .isEqualTo("scenario: x\nabout: y\n");
    }

    @Test
    void everyShippedScenarioIsFormatted() throws IOException {
        Path shipped = Path.of("src", "main", "resources", "scenarios");
        List<Path> loose = new ArrayList<>();
        try (Stream<Path> files = Files.walk(shipped)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = formatter.format(file.toString(), bytes).text();
                if (!text.equals(new String(bytes, StandardCharsets.UTF_8))) {
                    loose.add(file);
                }
            }
        }
        assertThat(loose).as("irpflow fmt these").isEmpty();
    }
}
