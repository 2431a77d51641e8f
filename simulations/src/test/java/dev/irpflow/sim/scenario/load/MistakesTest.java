package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake that is worth an answer of its own, and the answer: {@code mistakes.txt}. */
class MistakesTest {
    private static final Path MISTAKES = Loading.examples().resolveSibling("mistakes");

    @TempDir Path directory;

    /** One replacement in the scenario without mistakes, and all that is said of it. */
    record Mistake(String original, String replacement, List<String> answers) {
        @Override
        public String toString() {
            return original + " => " + replacement;
        }
    }

    static List<Mistake> mistakes() throws IOException {
        var mistakes = new ArrayList<Mistake>();
        String original = "";
        for (String line : Files.readAllLines(MISTAKES.resolve("mistakes.txt"))) {
            if (line.startsWith("- ")) {
                original = line.substring(2);
            } else if (line.startsWith("+")) {
                String replacement = line.substring(Math.min(2, line.length()));
                mistakes.add(
                        new Mistake(original, replacement.replace("\\n", "\n"), new ArrayList<>()));
            } else if (line.startsWith("! ")) {
                mistakes.getLast().answers().add("base.yaml:" + line.substring(2));
            }
        }
        return mistakes;
    }

    private static String base() throws IOException {
        return Files.readString(MISTAKES.resolve("base.yaml"));
    }

    @Test
    void theScenarioWithoutMistakesLoads() throws IOException {
        LoadResult result = Loading.loadText(directory, "base.yaml", base());

        assertThat(Loading.lines(result)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWhereItIsWithWhatIsAllowed(Mistake mistake) throws IOException {
        assertThat(base()).contains(mistake.original());
        String text = base().replace(mistake.original(), mistake.replacement());

        LoadResult result = Loading.loadText(directory, "base.yaml", text);

        assertThat(Loading.lines(result)).isNotEmpty().isEqualTo(mistake.answers());
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() throws IOException {
        String text =
                base().replace("5 %", "5 ms")
                        .replace("call: WskRegister", "call: WskRegistre")
                        .replace("zeros 4 KiB", "zeroes 4 KiB")
                        .replace("messages: 1000", "messages: 0");

        LoadResult result = Loading.loadText(directory, "base.yaml", text);

        assertThat(Loading.lines(result))
                .extracting(line -> line.substring(0, line.indexOf("  ")))
                .containsExactly(
                        "base.yaml:6:31", "base.yaml:17:11", "base.yaml:28:19", "base.yaml:66:32");
    }
}
