package dev.irpflow.sim.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.load.ScenarioFile;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Trace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of the work of a scenario may be left out of a run that fails. */
final class ShrunkWorkTest {
    private static final double WILD = 0.25;
    private static final long LAST_SEED = 2_000;

    private final Simulation simulation = new Simulation(Path.of(""));
    private ScenarioFile file = ShrinkerTest.load("/hunt/wrong-by-itself.yaml");

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void ofWorkThatFailsByItselfOnlyWhatTheFailureNeedsIsLeft() {
        Shrunk shrunk = shrunk();

        assertThat(shrunk.ending()).isEqualTo(Shrunk.Ending.SMALLEST);
        assertThat(shrunk.after().deviations()).isZero();
        assertThat(small(shrunk))
                .contains("IRP_MJ_READ")
                .doesNotContain("IRP_MJ_WRITE", "KeQuerySystemTime", "Note");
    }

    @Test
    void lengthsAndBuffersGetAsSmallAsTheyMayBe() {
        Shrunk shrunk = shrunk();

        assertThat(shrunk.reduction().sizes().values()).containsExactly(1L);
        assertThat(small(shrunk)).contains("Size[bytes=1]").doesNotContain("Size[bytes=4096]");
    }

    @Test
    void ofAProgramThatIsWrongItselfNoCallThatItCameToGoes() {
        file = ShrinkerTest.load("/hunt/looked-at-twice.yaml");

        Shrunk shrunk = shrunk();

        assertThat(shrunk.after().decisions()).isEqualTo(1);
        assertThat(small(shrunk))
                .contains("KeWaitForSingleObject", "KeSetEvent", "KeReadStateEvent")
                .doesNotContain("Note");
    }

    @Test
    void whereAStepFailsIsPartOfWhatTellsAFailureFromOthers() {
        file = ShrinkerTest.load("/hunt/looked-at-twice.yaml");

        assertThat(shrunk().failure().place()).isEqualTo("client/app at looked-at-twice.yaml:28");
    }

    // The first failure.
    private Shrunk shrunk() {
        for (long seed = 1; seed < LAST_SEED; seed++) {
            RunResult result = play(Reduction.NONE, seed);
            if (result.verdict() == Verdict.VIOLATED) {
                Shrinker.Found found =
                        new Shrinker.Found(
                                Failure.of(result),
                                less -> less.of(file.scenario((name, values) -> 0)),
                                Map.of(),
                                seed);
                Shrunk shrunk =
                        new Shrinker(simulation)
                                .shrink(found, new SeededChooser(seed, WILD), () -> false);
                return Objects.requireNonNull(shrunk);
            }
        }
        throw new IllegalStateException("no run fails");
    }

    private RunResult play(Reduction reduction, long seed) {
        return simulation.run(
                reduction.of(file.scenario((name, values) -> 0)),
                new SeededChooser(seed, WILD),
                Trace.NONE,
                () -> false);
    }

    private String small(Shrunk shrunk) {
        var scenario = shrunk.reduction().of(file.scenario((name, values) -> 0));
        RunResult again =
                simulation.run(
                        scenario, Answers.of(shrunk.answers()).replay(1), Trace.NONE, () -> false);
        assertThat(Failure.of(again)).isEqualTo(shrunk.failure());
        return scenario.steps().toString();
    }
}
