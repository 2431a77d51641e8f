package dev.irpflow.sim.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.sim.run.Product;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Reduction;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.scenario.load.LoadResult;
import dev.irpflow.sim.scenario.load.ScenarioFile;
import dev.irpflow.sim.scenario.load.ScenarioLoader;
import dev.irpflow.sim.stage.Answers;
import dev.irpflow.sim.stage.SeededChooser;
import dev.irpflow.sim.stage.Simulation;
import dev.irpflow.stage.Chooser;
import dev.irpflow.stage.Trace;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shrinks wild runs of a driver with a race that needs two threads to be interrupted. */
final class ShrinkerTest {
    private static final double WILD = 0.25;
    private static final long LAST_SEED = 2_000;
    private static final long VALUE = 4; // what the parameter draws

    private final Simulation simulation = new Simulation(Path.of(""));
    private ScenarioFile file = load("/hunt/crowded.yaml");
    private long seed;
    private Failure failure = new Failure("", "");
    private Shrunk shrunk = shrink(0);

    @AfterEach
    void close() {
        simulation.close();
    }

    @Test
    void aBugThatNeedsTwoDecisionsKeepsTwoAndWithoutAnyOfThemTheRunDoesNotFailSo() {
        for (int i = 0; i < 3; i++) {
            assertThat(shrunk.before().decisions()).isGreaterThanOrEqualTo(2);
            assertThat(shrunk.after().decisions()).isEqualTo(2);
            assertThat(shrunk.ending()).isEqualTo(Shrunk.Ending.SMALLEST);
            assertThat(fails(shrunk.all())).isTrue();
            for (Long site : shrunk.answers().keySet()) {
                Answers rest = shrunk.all();
                rest.bySite().remove(site);
                assertThat(fails(rest)).isFalse();
            }
            shrunk = shrink(seed);
        }
    }

    @Test
    void aBugThatNeedsThreeDecisionsKeepsThree() {
        file = load("/hunt/crowded-by-three.yaml");

        shrunk = shrink(0);

        assertThat(shrunk.before().decisions()).isGreaterThan(3);
        assertThat(shrunk.after().decisions()).isEqualTo(3);
    }

    @Test
    void eachAnswerThatIsKeptIsGiven() {
        var replay = shrunk.all().replay(seed);

        play(shrunk.reduction(), replay);

        assertThat(replay.unasked()).isEmpty();
        assertThat(replay.unmatched()).isEmpty();
    }

    @Test
    void aFaultThatIsNotNeededIsGone() {
        assertThat(shrunk.before().faults()).isPositive();
        assertThat(shrunk.after().faults()).isZero();
        assertThat(shrunk.reduction().of(scenario(Reduction.NONE)).faults().faults()).isEmpty();
    }

    @Test
    void stepsThatAreNotNeededAreGoneAndAThreadThatIsNeededIsNot() {
        Scenario small = scenario(shrunk.reduction());

        assertThat(shrunk.after().steps()).isLessThan(shrunk.before().steps());
        assertThat(small.steps().toString())
                .contains("IRP_MJ_WRITE", "IRP_MJ_READ", "IRP_MJ_FLUSH_BUFFERS")
                .doesNotContain("never reached");
    }

    @Test
    void aParameterThatWasDrawnIsSetToItsFirstValue() {
        assertThat(shrunk.reduction().draws()).containsExactly(Map.entry("more", 0L));
        assertThat(scenario(shrunk.reduction()).parameters().getFirst().value()).isEqualTo("1");
    }

    @Test
    void theSameRunShrinksToTheSameRun() {
        assertThat(shrink(seed - 1)).isEqualTo(shrunk);
    }

    @Test
    void aSearchThatIsStoppedHasWhatItHasFoundSoFar() {
        int[] asked = {0};
        Shrinker.Found found = found();
        Shrunk early =
                new Shrinker(simulation)
                        .shrink(found, new SeededChooser(seed, WILD), () -> ++asked[0] > 2_000);

        assertThat(early).isNotNull();
        assertThat(Objects.requireNonNull(early).ending()).isEqualTo(Shrunk.Ending.STOPPED);
        assertThat(play(early.reduction(), early.all().replay(seed)).verdict())
                .isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void aFailureThatDoesNotComeAgainIsNotShrunk() {
        Shrunk none =
                new Shrinker(simulation).shrink(found(), new Answers().replay(seed), () -> false);

        assertThat(none).isNull();
    }

    // The first failure of a seed after this one.
    private Shrunk shrink(long after) {
        for (seed = after + 1; seed < LAST_SEED; seed++) {
            RunResult result = play(Reduction.NONE, new SeededChooser(seed, WILD));
            if (result.verdict() == Verdict.VIOLATED) {
                failure = Failure.of(result);
                return Objects.requireNonNull(
                        new Shrinker(simulation)
                                .shrink(found(), new SeededChooser(seed, WILD), () -> false));
            }
        }
        throw new IllegalStateException("no run fails");
    }

    private Shrinker.Found found() {
        return new Shrinker.Found(failure, this::scenario, Map.of("more", VALUE), seed);
    }

    private boolean fails(Answers answers) {
        RunResult result = play(shrunk.reduction(), answers.replay(seed));
        return result.verdict() == Verdict.VIOLATED && Failure.of(result).equals(failure);
    }

    private RunResult play(Reduction reduction, Chooser chooser) {
        return simulation.run(scenario(reduction), chooser, Trace.NONE, () -> false);
    }

    private Scenario scenario(Reduction reduction) {
        Map<String, Long> draws = new LinkedHashMap<>(reduction.draws());
        return reduction.of(file.scenario((name, values) -> draws.getOrDefault(name, VALUE)));
    }

    /** A scenario of the tests. */
    static ScenarioFile load(String name) {
        try {
            Path path =
                    Path.of(Objects.requireNonNull(ShrinkerTest.class.getResource(name)).toURI());
            Path folder = Objects.requireNonNull(path.getParent());
            LoadResult result =
                    new ScenarioLoader(Product.vocabulary(), folder, folder).load(path, List.of());
            if (result instanceof LoadResult.Loaded loaded) {
                return loaded.file();
            }
            throw new IllegalStateException(result.toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
