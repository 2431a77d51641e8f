package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.value.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final String TEXT =
            """
            scenario: drawn
            about: A scenario whose loss and option are drawn, and whose file the user may set.
            parameters:
              loss: { is: share, draw: 0 %..20 % }
              option: { is: choice, one-of: [none, SO_REUSEADDR] }
              file: { is: path, default: input.txt, about: the file that is sent }
            machines: { client: {}, files: {} }
            on: client
            steps:
              - run: copy
                with: { from: file $file, to: 'Z:\\a' }
              - run: wsk-bind
                with: { option: $option, address: files:1 }
            faults:
              - lose: $loss
            """;

    @TempDir Path directory;

    private LoadResult load(String... sets) {
        Loading.write(directory.resolve("input.txt"), "hello");
        return Loading.loadText(directory, "drawn.yaml", TEXT, sets);
    }

    private static String lossOf(Scenario scenario) {
        return ((Fault.Lose) scenario.faults().faults().getFirst()).share().written();
    }

    @Test
    void valuesAreDrawnForEachRun() {
        ScenarioFile file = Loading.file(load());

        Scenario lowest = file.scenario((parameter, values) -> 0);
        Scenario highest = file.scenario((parameter, values) -> values - 1);
        Scenario between = file.scenario((parameter, values) -> values / 2);

        assertThat(lossOf(lowest)).isEqualTo("0 %");
        assertThat(lossOf(highest)).isEqualTo("20 %");
        assertThat(lossOf(between)).isEqualTo("10 %");
        assertThat(file.drawnParameters(file.examples().getFirst()))
                .containsExactly("loss", "option");
    }

    @Test
    void aDrawIsAskedByNameOnceForEachParameter() {
        var asked = new ArrayList<String>();
        ScenarioFile file = Loading.file(load());

        file.scenario((parameter, values) -> {
            asked.add(parameter + " of " + values);
            return 0;
        });

        assertThat(asked).containsExactly("loss of 21", "option of 2");
    }

    @Test
    void theCommandLineSetsWhatTheFileLeavesOpen() {
        Loading.write(directory.resolve("sub/own.txt"), "own");

        Scenario scenario = Loading.scenario(load("loss=7%", "option=none", "file=sub/own.txt"));

        var copy = (Step.RunWorkload) scenario.steps().getFirst();
        assertThat(lossOf(scenario)).isEqualTo("7 %");
        assertThat(Setting.find(copy.with(), "from")).isEqualTo(new Bytes.OfFile("sub/own.txt"));
        assertThat(scenario.inputs()).containsExactly("sub/own.txt");
        assertThat(scenario.parameters())
                .extracting(parameter -> parameter.name() + "=" + parameter.value())
                .containsExactly("loss=7 %", "option=none", "file=sub/own.txt");
    }

    @Test
    void aPathOnTheCommandLineIsRelativeToWhereTheCommandWasGiven(@TempDir Path elsewhere) {
        Loading.write(directory.resolve("drawn.yaml"), TEXT);
        Loading.write(elsewhere.resolve("mine.txt"), "mine");
        var loader = new ScenarioLoader(Loading.vocabulary(), directory, elsewhere);

        Scenario scenario =
                Loading.scenario(
                        loader.load(directory.resolve("drawn.yaml"), List.of("file=mine.txt")));

        assertThat(scenario.inputs())
                .containsExactly(
                        elsewhere
                                .resolve("mine.txt")
                                .toAbsolutePath()
                                .toString()
                                .replace('\\', '/'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "los=5 % | --set los=5 %  no parameter is called los. The parameters: loss, option,"
                        + " file. Did you mean loss?",
                "loss=5 | --set loss=5  5 has no unit; write 5 %",
                "loss=5 ms | --set loss=5 ms  5 ms is a duration; a share is written like 5 %",
                "loss | --set loss  write --set name=value",
                "=5 | --set =5  write --set name=value",
                "option=SO_REUSEADR | --set option=SO_REUSEADR  SO_REUSEADR is none of one-of:"
                        + " none, SO_REUSEADDR. Did you mean SO_REUSEADDR?",
                "file=nosuch.txt | drawn.yaml:11:19  $file: nosuch.txt: no such file",
                "file=. | drawn.yaml:11:19  $file: .: a directory; a file is wanted",
            })
    void whatIsSetWrongIsToldLikeWhatIsWrittenWrong(String set, String answer) {
        assertThat(Loading.lines(load(set))).containsExactly(answer);
    }

    @Test
    void settingAParameterTwiceIsAMistake() {
        assertThat(Loading.lines(load("loss=5 %", "loss=6 %")))
                .containsExactly("--set loss=6 %  loss is set twice");
    }

    @Test
    void everyValueThatMayBeDrawnIsTriedBeforeTheFirstRun() {
        String text = TEXT.replace("[none, SO_REUSEADDR]", "[none, SO_REUSEADR]");
        Loading.write(directory.resolve("input.txt"), "hello");

        LoadResult result = Loading.loadText(directory, "drawn.yaml", text);

        assertThat(Loading.lines(result))
                .containsExactly(
                        "drawn.yaml:13:21  $option: SO_REUSEADR: no such choice. Allowed: none,"
                                + " SO_REUSEADDR, SO_EXCLUSIVEADDRUSE. Did you mean SO_REUSEADDR?");
    }

    @Test
    void aStepOfARangeThatNoFieldCanHoldIsFoundBeforeTheFirstRun() {
        String text =
                """
                scenario: fine
                about: Between two good ends lie values that the field cannot hold.
                parameters: { wait: { is: duration, draw: 1.0 ms..2.0 ms } }
                machines: { client: {} }
                steps:
                  - call: WskRegister
                    with: { version: "1.0" }
                    as: reg
                  - call: WskCaptureProviderNPI
                    with: { registration: $reg.registration, wait_timeout: $wait }
                """;

        LoadResult result = Loading.loadText(directory, "fine.yaml", text);

        assertThat(Loading.lines(result))
                .containsExactly(
                        "fine.yaml:10:60  $wait: 1100 us: the field counts whole milliseconds");
    }

    @Test
    void aDollarThatMeansItselfIsWrittenTwice() {
        String text =
                """
                scenario: dollar
                about: A path may begin with a dollar sign.
                machines: { client: {} }
                steps:
                  - run: read
                    with: { path: $$Recycle.Bin }
                """;

        Scenario scenario = Loading.scenario(Loading.loadText(directory, "dollar.yaml", text));

        var read = (Step.RunWorkload) scenario.steps().getFirst();
        assertThat(Setting.find(read.with(), "path")).hasToString("Text[text=$Recycle.Bin]");
    }
}
