package dev.irpflow.sim.scenario.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Parameter;
import dev.irpflow.sim.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendsTest {
    private static final String PARENT =
            """
            scenario: parent
            about: What its variants share.
            cases: [made-up/A01]
            tags: [slow]
            include: [parts/files.yaml]
            parameters:
              loss: { is: share, default: 5 % }
              pause: { is: duration, default: 2 s }
            machines: { client: { processors: 4 } }
            on: client
            steps:
              - wait: $pause
              - note: parent
            faults:
              - lose: $loss
                on: client <-> files
            limits: { time: 5 min, messages: 77 }
            """;

    @TempDir Path directory;

    @BeforeEach
    void parent() {
        write("parent.yaml", PARENT);
        write("parts/files.yaml", "fragment: files\nmachines: { files: { processors: 8 } }\n");
    }

    private void write(String file, String text) {
        Loading.write(directory.resolve(file), text);
    }

    private LoadResult variant(String text) {
        return Loading.loadText(
                directory, "variant.yaml", "scenario: variant\nabout: A variant.\n" + text);
    }

    private List<String> lines(String text) {
        return Loading.lines(variant(text));
    }

    @Test
    void aVariantHasWhatItsParentHasExceptWhatItSaysOfItself() {
        Scenario scenario = Loading.scenario(variant("extends: parent\n"));

        assertThat(scenario.name()).isEqualTo("variant");
        assertThat(scenario.title().about()).isEqualTo("A variant.");
        assertThat(scenario.title().cases()).isEmpty();
        assertThat(scenario.title().tags()).isEmpty();
        assertThat(scenario.steps()).hasSize(2);
        assertThat(scenario.faults().faults()).hasSize(1);
        assertThat(scenario.limits().messages()).isEqualTo(77);
        assertThat(scenario.world().machines())
                .extracting(MachineSpec::name, MachineSpec::processors)
                .containsExactly(tuple("files", 8), tuple("client", 4));
    }

    @Test
    void anEntryThatIsGivenAgainReplacesThatEntryWhole() {
        Scenario scenario =
                Loading.scenario(
                        variant(
                                """
                                extends: parent
                                parameters:
                                  loss: { is: share, default: 1 % }
                                machines: { files: {} }
                                limits: { messages: 88 }
                                """));

        assertThat(scenario.parameters())
                .extracting(Parameter::name, Parameter::value)
                .containsExactly(tuple("loss", "1 %"), tuple("pause", "2 s"));
        assertThat(scenario.world().machines())
                .extracting(MachineSpec::name, MachineSpec::processors)
                .containsExactly(tuple("files", 1), tuple("client", 4));
        assertThat(scenario.limits().messages()).isEqualTo(88);
        assertThat(scenario.limits().time().written()).isEqualTo("5 min");
    }

    @Test
    void aListThatIsGivenAgainReplacesTheListWhole() {
        Scenario scenario =
                Loading.scenario(variant("extends: parent\nsteps:\n  - note: mine\nfaults: []\n"));

        assertThat(scenario.steps()).hasSize(1);
        assertThat(scenario.faults().faults()).isEmpty();
    }

    @Test
    void aTwinThatIsCaughtDoesNotHaveToEndAsItsParent() {
        write(
                "ending.yaml",
                PARENT.replace("parent\nabout", "ending\nabout")
                        + "outcome: { bug-check: 0xC9 }\n");

        Scenario scenario =
                Loading.scenario(
                        Loading.loadText(
                                directory,
                                "twin-broken.yaml",
                                """
                                scenario: twin-broken
                                about: A broken twin.
                                extends: ending
                                caught-by: wsk/deregister-once
                                """
                                        .replace(
                                                "wsk/deregister-once",
                                                Loading.vocabulary().rules().getFirst())));

        assertThat(scenario.outcome()).isNull();
        assertThat(scenario.caughtBy()).isNotNull();
    }

    @Test
    void aParentMayHaveAParentAndLieInAnotherFolder() {
        write(
                "below/middle.yaml",
                """
                scenario: middle
                about: M.
                extends: ../parent.yaml
                machines: { client: { processors: 2 } }
                """);

        LoadResult result = variant("extends: below/middle.yaml\n");

        assertThat(Loading.scenario(result).world().machines().getLast().processors()).isEqualTo(2);
        assertThat(Loading.file(result).sources())
                .extracting(SourceFile::shown)
                .containsExactly(
                        "variant.yaml",
                        "below/middle.yaml",
                        "below/../parent.yaml",
                        "below/../parts/files.yaml");
    }

    @Test
    void aMistakeInTheParentIsToldWhereItIs() {
        write("parent.yaml", PARENT.replace("note: parent", "note: [parent]"));

        assertThat(lines("extends: parent\n"))
                .singleElement()
                .asString()
                .startsWith("parent.yaml:13:11  ");
        assertThat(lines("extends: parent\nsteps: [ { note: mine } ]\n")).isEmpty();
    }

    @Test
    void whatCannotBeExtendedIsRefused() {
        write("loop.yaml", "scenario: loop\nabout: L.\nextends: variant\n");

        assertThat(lines("extends: loop\n"))
                .containsExactly("loop.yaml:3:10  variant extends itself, by way of those between");
        assertThat(lines("extends: variant\n")).hasSize(1);
        assertThat(lines("extends: nosuch\n"))
                .containsExactly("variant.yaml:3:10  nosuch: no such file");
        assertThat(lines("extends: ../../parent\n"))
                .containsExactly(
                        "variant.yaml:3:10  ../../parent.yaml: a parent is a relative path below"
                                + " the project");
        assertThat(lines("extends: parts/files.yaml\n"))
                .containsExactly(
                        "variant.yaml:3:10  parts/files.yaml is no scenario, which begins with"
                                + " `scenario: NAME`; extends takes one");
        assertThat(lines("extends: [parent]\n"))
                .containsExactly("variant.yaml:3:10  extends names one scenario; found a list");
    }
}
