package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    private static final String TEXT =
            """
            scenario: rows
            about: It runs once for each row.
            machines: { client: {} }
            parameters:
              pause: { is: duration }
              word: { is: choice, one-of: [a, b] }
              loss: { is: share, default: 5 % }
            steps:
              - wait: $pause
            examples:
            """;

    @TempDir Path directory;

    private LoadResult load(String rows, String... sets) {
        return Loading.loadText(directory, "rows.yaml", TEXT + rows, sets);
    }

    private static List<Map<String, String>> values(ScenarioFile file) {
        return file.examples().stream().map(Example::values).toList();
    }

    @Test
    void theScenarioHasTheValuesOfTheRowThatIsRun() {
        ScenarioFile file =
                Loading.file(load("  - { pause: 1 s, word: b }\n  - { pause: 2 s, loss: 1 % }\n"));

        assertThat(values(file))
                .containsExactly(
                        Map.of("pause", "1 s", "word", "b"), Map.of("pause", "2 s", "loss", "1 %"));
        var second = file.scenario(file.examples().get(1), Loading.FIRST);
        assertThat(second.parameters())
                .extracting(Parameter::value)
                .containsExactly("2 s", "a", "1 %");
        assertThat(file.drawnParameters(file.examples().getFirst()))
                .containsExactly("pause", "word");
    }

    @Test
    void whatIsSetCountsForEveryRowAndEqualRowsAreOne() {
        String rows =
                """
                  - { pause: 1 s, word: a }
                  - { pause: 2 s, word: a }
                  - { pause: 1 s, word: b }
                """;

        assertThat(Loading.file(load(rows, "word=b")).examples())
                .containsExactly(
                        new Example(1, Map.of("pause", "1 s")),
                        new Example(2, Map.of("pause", "2 s")));
        assertThat(Loading.file(load(rows, "word=b", "pause=3 s")).examples())
                .containsExactly(Example.NONE);
    }

    @Test
    void aRowIsCheckedAsParametersAre() {
        assertThat(Loading.lines(load("  - { pause: 1, word: c, los: 1 % }\n  - { word: a }\n")))
                .containsExactly(
                        "rows.yaml:11:14  1 has no unit; write 1 ms",
                        "rows.yaml:11:23  c is none of one-of: a, b.",
                        "rows.yaml:11:26  loss is what an example uses; found `los`. Allowed with"
                                + " an example: pause, word, loss",
                        "rows.yaml:12:5  an example needs pause: it has no default, draw or"
                                + " one-of");
    }

    @Test
    void everyRowIsTriedBeforeARun() {
        String text = TEXT.replace("wait: $pause", "wait: $word") + "  - { pause: 1 s, word: a }\n";

        assertThat(Loading.lines(Loading.loadText(directory, "rows.yaml", text)))
                .singleElement()
                .asString()
                .startsWith("rows.yaml:9:11  ");
    }

    @Test
    void examplesAreAListOfRows() {
        assertThat(Loading.lines(load("  pause: 1 s\n")))
                .containsExactly(
                        "rows.yaml:11:3  examples is a list of rows, like { loss: 5 % }; found"
                                + " keys with values");
    }
}
