package dev.irpflow.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.scenario.load.Loading;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the loader says of faults that could never do what they say. */
class CallFaultWordsTest {
    private static final String TEXT =
            """
            scenario: wrong
            about: A fault that cannot be.
            machines: { client: {} }
            steps:
              - note: nothing
            faults:
              - { FAULT }
            """;

    @TempDir private Path directory;

    private String only(String fault) {
        Loading.write(directory.resolve("wrong.yaml"), TEXT.replace("FAULT", fault));
        var loader = new ScenarioLoader(Product.vocabulary(), directory, directory);
        var lines = Loading.lines(loader.load(Path.of("wrong.yaml"), List.of()));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    complete-early: IoAllocateIrp | IoAllocateIrp ends with its return; it has no completion to come early
                    complete-early: NtReadFile | NtReadFile is completed by nobody that a fault could stand for
                    complete-twice: LOWIO_OP_READ | LOWIO_OP_READ is completed by no IRP; complete-twice is about operations that an IRP carries
                    never-complete: MRxCreateSrvCall | MRxCreateSrvCall is completed by no IRP; never-complete is about operations that an IRP carries
                    raise: WskSend | WskSend raises nothing, as its page says; write fail
                    raise: any-completion | raise is about calls; write any-call
                    """)
    void aRoutineThatCannotDoSoIsRefused(String fault, String why) {
        assertThat(only(fault)).endsWith("  " + why);
    }

    @Test
    void aStatusThatIsNotRaisedIsRefused() {
        assertThat(only("raise: MmProbeAndLockPages, with-status: STATUS_CANCELLED"))
                .endsWith(
                        "STATUS_CANCELLED is not documented for MmProbeAndLockPages, which raises:"
                                + " STATUS_ACCESS_VIOLATION");
    }

    @Test
    void anOperationEndsEarlyOnlyWithAFailure() {
        assertThat(only("complete-early: WskSend, with-status: STATUS_SUCCESS"))
                .endsWith("STATUS_SUCCESS is not a failure");
    }

    @Test
    void aResourceIsOneOfThoseThatThereAre() {
        assertThat(only("exhaust: nonpaged"))
                .contains("nonpaged: no such resource. Allowed: nonpaged-pool, paged-pool,");
    }
}
