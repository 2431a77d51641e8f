package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeTest {
    private static String body(String include) {
        return """
        scenario: main
        about: What is included comes first, what is written here replaces it.
        include: %s
        on: client
        steps:
          - note: hello
        """
                .formatted(include);
    }

    @TempDir Path directory;

    @BeforeEach
    void fragments() {
        write("parts/client.yaml", "fragment: client\nmachines: { client: { processors: 4 } }\n");
        write(
                "parts/both.yaml",
                """
                fragment: both
                include: [client.yaml, ../server.yaml]
                machines: { client: { processors: 2 } }
                """);
        write("server.yaml", "fragment: server\nmachines: { files: { processors: 8 } }\n");
    }

    private void write(String file, String text) {
        Loading.write(directory.resolve(file), text);
    }

    private LoadResult load(String include) {
        return Loading.loadText(directory, "main.yaml", body(include));
    }

    @Test
    void anEntryThatIsGivenAgainReplacesTheEarlierOneWhole() {
        Scenario scenario = Loading.scenario(load("[parts/both.yaml]"));

        assertThat(scenario.world().machines())
                .extracting(MachineSpec::name, MachineSpec::processors)
                .containsExactly(tuple("client", 2), tuple("files", 8));
        assertThat(scenario.world().machines().getFirst().where())
                .hasToString("parts/both.yaml:3:13");
    }

    @Test
    void theFilesThatWereReadAreListedWithTheirHashes() {
        ScenarioFile file = Loading.file(load("[parts/both.yaml, parts/client.yaml]"));

        assertThat(file.sources())
                .extracting(SourceFile::shown)
                .containsExactly(
                        "main.yaml",
                        "parts/both.yaml",
                        "parts/client.yaml",
                        "parts/../server.yaml");
        assertThat(file.sources()).allSatisfy(s -> assertThat(s.sha256()).hasSize(64));
    }

    @Test
    void aFragmentThatIncludesItselfIsRefused() {
        write("loop.yaml", "fragment: loop\ninclude: [other.yaml]\n");
        write("other.yaml", "fragment: other\ninclude: [loop.yaml]\nmachines: { client: {} }\n");

        assertThat(Loading.lines(load("[loop.yaml]")))
                .containsExactly(
                        "other.yaml:2:11  loop.yaml includes itself, by way of the files between");
    }

    @Test
    void aScenarioThatIncludesItselfIsRefused() {
        assertThat(Loading.lines(load("[main.yaml, server.yaml, parts/client.yaml]")))
                .containsExactly(
                        "main.yaml:3:11  main.yaml includes itself, by way of the files between");
    }

    @Test
    void aScenarioIsNoFragment() {
        write("whole.yaml", "scenario: whole\nmachines: { client: {} }\n");

        assertThat(Loading.lines(load("[whole.yaml]")))
                .containsExactly(
                        "main.yaml:3:11  whole.yaml is a scenario; include takes fragments, which"
                                + " begin with `fragment: NAME`");
    }

    @Test
    void aFragmentHoldsOnlyWhatScenariosShare() {
        write(
                "steps.yaml",
                "fragment: steps\nmachines: { client: {} }\nsteps: [ { note: hello } ]\n");

        assertThat(Loading.lines(load("[steps.yaml]")))
                .containsExactly(
                        "steps.yaml:3:1  `steps` is not a key of a fragment. Allowed with a"
                                + " fragment: fragment, about, include, parameters, machines,"
                                + " network, drivers");
    }

    @Test
    void namesOfAFragmentThatCannotBeReadAreNotMissed() {
        write("broken.yaml", "fragment: [a\n");

        assertThat(Loading.lines(load("[nosuch.yaml, broken.yaml, parts]")))
                .containsExactly(
                        "main.yaml:3:11  nosuch.yaml: no such file",
                        "main.yaml:3:37  parts: a directory; a file is wanted",
                        "broken.yaml:1:11  not YAML: `[` is never closed by `]`");
    }

    @Test
    void manyFragmentsThatIncludeOneAnotherTwiceAreReadOnceEach() {
        IntStream.range(0, 40)
                .forEach(i ->
                        write(
                                "f" + i + ".yaml",
                                "fragment: f%d\ninclude: [f%d.yaml, f%d.yaml]\n"
                                        .formatted(i, i + 1, i + 1)));
        write("f40.yaml", "fragment: last\nmachines: { client: {} }\n");

        assertThat(Loading.lines(load("[f0.yaml, f0.yaml]"))).isEmpty();
    }

    @Test
    void thereIsAnEndToTheNumberOfFiles() {
        IntStream.range(0, 70).forEach(i -> write("n" + i + ".yaml", "fragment: n" + i + "\n"));
        String all =
                IntStream.range(0, 70)
                        .mapToObj(i -> "n" + i + ".yaml")
                        .collect(Collectors.joining(", ", "[", "]"));

        assertThat(Loading.lines(load(all))).first().asString().endsWith("more than 64 files");
    }

    @Test
    void aScenarioThatIsNoFileSaysWhatItIs() throws IOException {
        Files.createDirectory(directory.resolve("folder.yaml"));

        assertThat(Loading.lines(Loading.load(directory, "nosuch.yaml")))
                .containsExactly("nosuch.yaml  no such file");
        assertThat(Loading.lines(Loading.load(directory, "folder.yaml")))
                .containsExactly("folder.yaml  a directory; a file is wanted");
    }

    @Test
    void aScenarioThatIsNoMappingSaysHowOneBegins() {
        assertThat(Loading.lines(Loading.loadText(directory, "list.yaml", "- a\n- b\n")))
                .containsExactly(
                        "list.yaml:1:1  a scenario begins with `scenario: NAME`; found a list");
    }

    @Test
    void aFragmentDoesNotRunByItself() {
        assertThat(Loading.lines(Loading.load(directory, "server.yaml")))
                .containsExactly(
                        "server.yaml:1:1  a fragment, for scenarios to include; it does not run by"
                                + " itself");
    }

    @Test
    void aFileThatIsGoneAfterLoadingIsForTheRunToMiss() throws IOException {
        write("data.txt", "x");
        String text =
                """
                scenario: gone
                about: The file is there when the scenario is loaded, and gone when it runs.
                machines: { client: {} }
                steps:
                  - run: copy
                    with: { from: file data.txt, to: a }
                """;
        ScenarioFile file = Loading.file(Loading.loadText(directory, "gone.yaml", text));

        Files.delete(directory.resolve("data.txt"));

        assertThat(file.scenario(Loading.FIRST).inputs()).containsExactly("data.txt");
    }
}
