package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.scenario.write.ScenarioWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of mistakes in scripts, and how scripts are written again. */
final class ScriptMistakesTest {
    @TempDir private Path folder;

    private LoadResult load(String text) throws IOException {
        Files.writeString(folder.resolve("small.yaml"), text);
        return new ScenarioLoader(Product.vocabulary(), folder, folder)
                .load(Path.of("small.yaml"), List.of());
    }

    private static String with(String script) {
        return """
        scenario: small
        about: A small scenario.
        machines: { client: { processors: 2 } }
        drivers:
          mine:
            role: wdm-driver
            script:
        """
                + script.indent(6)
                + "steps: [ note: hello ]\n";
    }

    private List<String> problems(String script) throws IOException {
        return load(with(script)) instanceof LoadResult.Refused refused
                ? refused.problems().stream().map(Object::toString).toList()
                : List.of();
    }

    private String only(String script) throws IOException {
        List<String> problems = problems(script);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void aScriptIsACallbackOrSaysWhichItIs() throws IOException {
        assertThat(only("IRP_MJ_REED: [ note: x ]"))
                .startsWith("small.yaml:8:7  IRP_MJ_REED: no such routine.")
                .endsWith("Did you mean IRP_MJ_READ?");
        assertThat(only("IoCallDriver: [ note: x ]")).contains("IoCallDriver is no callback");
        assertThat(only("late: [ note: x ]"))
                .contains("late is a name of your own; say what it is: `late: { is: ROUTINE");
        assertThat(only("WskReceiveEvent: [ note: x ]"))
                .contains(
                        "WskReceiveEvent has its slot in WSK_CLIENT_CONNECTION_DISPATCH, which a"
                                + " wdm-driver does not have");
    }

    @Test
    void everyMistakeIsToldAtOnce() throws IOException {
        assertThat(
                        problems(
                                """
                                IRP_MJ_READ:
                                  - call: IoMarkIrpPendin
                                  - complete: STATUS_SUCCES
                                  - run: send-irp
                                """))
                .hasSize(4)
                .anyMatch(
                        line -> line.startsWith("small.yaml:8:7  IRP_MJ_READ returns an NTSTATUS"))
                .anyMatch(line -> line.contains("Did you mean IoMarkIrpPending?"))
                .anyMatch(line -> line.contains("Did you mean STATUS_SUCCESS?"))
                .anyMatch(line ->
                        line.startsWith("small.yaml:11:11  run is no verb of a driver's")
                                && line.contains("complete"));
    }

    @Test
    void bytesThatAreNotSpelledOutAreNotCompared() throws IOException {
        assertThat(
                        only(
                                """
                                IRP_MJ_READ:
                                  - call: ExAllocatePool2
                                    with: { flags: POOL_FLAG_NON_PAGED, number_of_bytes: 5 B, tag: Read }
                                    as: memory
                                  - call: MemoryRead
                                    with: { from: $memory.returned }
                                    gives: { data: random 5 B }
                                  - return: STATUS_SUCCESS
                                """))
                .contains("what is compared is spelled out: text, hex or zeros")
                .endsWith("found random 5 B");
    }

    @Test
    void aRoutineThatReturnsNothingHasNoReturn() throws IOException {
        assertThat(only("late: { is: KDEFERRED_ROUTINE, steps: [ return: STATUS_SUCCESS ] }"))
                .contains("KDEFERRED_ROUTINE returns nothing");
    }

    @Test
    void anObjectThatIsNotInHandIsToldSo() throws IOException {
        assertThat(only("late: { is: KDEFERRED_ROUTINE, steps: [ complete: STATUS_SUCCESS ] }"))
                .contains("KDEFERRED_ROUTINE has no IRP in hand");
        assertThat(only("late: { is: KDEFERRED_ROUTINE, steps: [ call: IoMarkIrpPending ] }"))
                .contains("IoMarkIrpPending needs irp");
        assertThat(
                        only(
                                """
                                DriverEntry:
                                  - call: IoDeleteDevice
                                    with: { device_object: $lower }
                                """))
                .contains("$lower: this driver is attached above none");
    }

    @Test
    void aRoutineThatNoScriptIsCannotBeGivenAway() throws IOException {
        assertThat(only("DriverEntry: [ { call: KeInitializeDpc, as: dpc } ]"))
                .contains(
                        "deferred_routine takes a KDEFERRED_ROUTINE, and no script of this driver is");
        assertThat(
                        only(
                                """
                                DriverEntry:
                                  - call: KeInitializeDpc
                                    with: { deferred_routine: lat }
                                    as: dpc
                                late: { is: KDEFERRED_ROUTINE, steps: [ note: x ] }
                                """))
                .contains("lat: no script of this driver is called so", "Did you mean late?");
        assertThat(
                        only(
                                """
                                DriverEntry:
                                  - call: KeInitializeDpc
                                    as: dpc
                                one: { is: KDEFERRED_ROUTINE, steps: [ note: x ] }
                                two: { is: KDEFERRED_ROUTINE, steps: [ note: x ] }
                                """))
                .contains("deferred_routine may be any of one, two; say which");
    }

    @Test
    void verbsOfScriptsAreNoVerbsOfSteps() throws IOException {
        String text =
                """
                scenario: small
                about: A small scenario.
                machines: { client: {} }
                steps: [ return: STATUS_SUCCESS ]
                """;
        assertThat(((LoadResult.Refused) load(text)).problems())
                .singleElement()
                .asString()
                .contains("return is a verb of the scripts of drivers only");
    }

    @Test
    void whatIsWrittenReadsAsTheSameScripts() throws IOException {
        String text =
                with(
                        """
                        DriverEntry:
                          - call: KeInitializeDpc
                            as: dpc
                        IRP_MJ_READ:
                          - call: IoMarkIrpPending
                          - call: KeInsertQueueDpc
                            with: { dpc: $dpc.dpc, system_argument1: $irp }
                            as: queued
                          - do: [ note: x ]
                            if: $queued.returned
                            is: not true
                          - return: STATUS_PENDING
                          - complete: unset
                            irql: DISPATCH_LEVEL
                        late:
                          is: KDEFERRED_ROUTINE
                          steps:
                            - complete: STATUS_SUCCESS
                              irp: $call.system_argument1
                              information: 4
                        """);
        String written = ScenarioWriter.write(scenario(text));
        assertThat(ScenarioWriter.write(scenario(written))).isEqualTo(written);
        assertThat(written).contains("is: KDEFERRED_ROUTINE", "irp: $irp", "complete: unset");
    }

    private Scenario scenario(String text) throws IOException {
        LoadResult result = load(text);
        if (result instanceof LoadResult.Refused refused) {
            assertThat(refused.problems().stream().map(Object::toString)).isEmpty();
        }
        return ((LoadResult.Loaded) result).file().scenario((name, values) -> 0);
    }

    @Test
    void aScriptWithoutARoutineIsNone() throws IOException {
        assertThat(only("{}")).contains("a script has one routine or more");
    }

    @Test
    void whateverAScriptHoldsIsReadOrRefused() throws IOException {
        String text =
                with(
                        """
                        DriverEntry: [ { call: KeInitializeDpc, as: dpc } ]
                        IRP_MJ_READ:
                          - call: KeInsertQueueDpc
                            with: { dpc: $dpc.dpc, system_argument1: $irp }
                            as: queued
                          - do: [ note: x ]
                            if: $queued.returned
                            is: not true
                          - return: $queued.status
                          - complete: unset
                            irp: $IRP_MJ_READ.irp
                        late: { is: KDEFERRED_ROUTINE, steps: [ complete: STATUS_SUCCESS ] }
                        """);
        List<String> scraps =
                List.of(
                        "", "[", "{}", "$", "$irp", "$call", "$call.", "do", "is", ": ", "1",
                        "late");
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            String scrap = scraps.get(random.nextInt(scraps.size()));
            LoadResult result = load(text.substring(0, from) + scrap + text.substring(to));
            assertThat(result).isNotNull();
        }
    }
}
