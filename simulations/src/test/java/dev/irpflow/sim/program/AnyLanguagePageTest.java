package dev.irpflow.sim.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.program.Line.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of docs/any-language.md are those of the lines that are written and read. */
final class AnyLanguagePageTest {
    private static final Path PAGE = Path.of("..", "docs", "any-language.md");
    private static final String BEGIN = "<!-- The tables from here on are generated. -->\n";
    private static final String END = "<!-- The tables end here. -->\n";

    @Test
    void thePageListsTheLinesOfTheProtocol() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));
        String wanted =
                before
                        + table("What a program is told", Way.TO_PROGRAM)
                        + table("What it answers", Way.FROM_PROGRAM)
                        + after;
        if (Boolean.getBoolean("language.write")) { // mvn -Dlanguage.write=true writes it anew
            Files.writeString(PAGE, wanted);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }

    @Test
    void thePageNamesTheVersion() throws IOException {
        assertThat(Files.readString(PAGE)).contains("version " + Program.PROTOCOL);
    }

    private static String table(String title, Way way) {
        StringBuilder text = new StringBuilder("\n### " + title + "\n\n");
        text.append("| line | key | value | |\n|---|---|---|---|\n");
        for (Line line : Line.values()) {
            if (line.way() == way) {
                text.append("| **").append(line.verb()).append("** | | | ");
                text.append(line.about()).append(" |\n");
                for (Line.Key key : line.keys()) {
                    text.append("| | `").append(key.name()).append('`');
                    text.append(key.isRequired() ? "" : " (if wanted)");
                    text.append(" | ").append(key.value());
                    text.append(" | ").append(key.about()).append(" |\n");
                }
            }
        }
        return text.append('\n').toString();
    }
}
