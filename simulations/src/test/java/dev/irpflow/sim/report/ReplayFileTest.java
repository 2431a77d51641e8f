package dev.irpflow.sim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.irpflow.sim.report.ReplayFile.Input;
import dev.irpflow.sim.report.ReplayFile.Outcome;
import dev.irpflow.sim.report.ReplayFile.ScenarioText;
import dev.irpflow.sim.report.ReplayFile.Source;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.stage.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayFileTest {
    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        ReplayFile file = file();

        assertThat(read(file.text())).isEqualTo(file);
    }

    @Test
    void theAnswersKeepTheirOrder() throws Exception {
        assertThat(read(file().text()).answers().keySet()).containsExactly(-2L, 5L);
    }

    @Test
    void everyCutIsSeen() throws IOException {
        String text = file().text();

        for (int length = 0; length < text.length() - 2; length += 7) {
            String cut = text.substring(0, length);
            assertThatExceptionOfType(Refusal.class)
                    .as("cut after %d", length)
                    .isThrownBy(() -> read(cut))
                    .withMessageContaining("replay.json");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"irpflow-replay\" : 2|\"irpflow-replay\" : 1|format 1; this version reads format"
                        + " 2",
                "\"irpflow-replay\" : 2|\"x\" : 2|no replay file",
                "\"seed\" : 7|\"seed\" : \"7\"|seed is no whole number",
                "\"seed\" : 7|\"sead\" : 7|seed is missing",
                "\"fffffffffffffffe\"|\"zz\"|zz is no site with its answer",
                "\"yes\"|\"3\"|fffffffffffffffe is no site with its answer",
                "\"tiny.yaml:9:5\" : 2|\"tiny.yaml:9:5\" : 0|repeats: tiny.yaml:9:5 is 0; allowed is 1 or"
                        + " more",
                "{|[|",
            })
    void whatIsNotAsItShouldBeIsRefusedInWords(String from, String to, String message) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(file().text().replaceFirst(quote(from), to)))
                .withMessageContaining(message == null ? "" : message);
    }

    private ReplayFile read(String text) throws Refusal, IOException {
        Path path = folder.resolve("replay.json");
        Files.writeString(path, text);
        return ReplayFile.read(path, "replay.json");
    }

    private static String quote(String text) {
        return java.util.regex.Pattern.quote(text);
    }

    private static ReplayFile file() {
        Map<Long, Answer> answers = new LinkedHashMap<>();
        answers.put(-2L, Answer.YES);
        answers.put(5L, new Answer(-3L, 2));
        return new ReplayFile(
                "0123456789abcdef",
                new ScenarioText(
                        "tiny",
                        "data",
                        List.of(new Source("tiny.yaml", "./tiny.yaml", "scenario: tiny\n\t\u00e9")),
                        Map.of("loss", "12 %"),
                        List.of("loss"),
                        List.of("any"),
                        "scenario: tiny\n"),
                List.of(new Input("data", "README.md", "00ff")),
                7,
                "seeded",
                new Reduction(
                        Set.of("tiny.yaml:7:5"),
                        Map.of("tiny.yaml:9:5", 2L),
                        Map.of("tiny.yaml:11:15", 4L),
                        Map.of()),
                answers,
                new Outcome("held", 412, "abcd"));
    }
}
