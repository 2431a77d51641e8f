package dev.irpflow.sim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.readqueue.ReadQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What a test of the user's does, told by tests of ours; those of the user's stand below. */
final class SimulationTestTest {
    private static final String QUEUE = "com/example/readqueue/read-queue";

    @Test
    void allSeedsAreOneTestAndEachRunHasADriverOfItsOwn() {
        Set<ReadQueue> drivers = new LinkedHashSet<>();
        OfTheUser.each(run -> drivers.add(run.driver(ReadQueue.class)));

        PlayedTest played = play("holds");

        assertThat(played.failure()).isNull();
        assertThat(played.tests()).isEqualTo(1);
        assertThat(OfTheUser.SEEDS).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(drivers).hasSize(5);
    }

    @Test
    void theFirstSeedThatFailsIsToldWithItsRuleItsStoryAndTheCommandThatReplaysIt() {
        PlayedTest played = play("isBroken");

        long seed = Long.parseLong(played.message().replaceAll("(?s)^.*?: seed (\\d+) of.*", "$1"));
        assertThat(played.failure()).isInstanceOf(AssertionFailedError.class);
        assertThat(played.message())
                .startsWith("read-queue-broken: seed " + seed + " of 1..200: kernel/")
                .contains("read-queue-broken   seed " + seed + "   VIOLATED at ")
                .contains("    Java    com.example.readqueue.ReadQueue.complete(ReadQueue.java:")
                .contains("What mattered (")
                .contains("real Windows ")
                .contains("  repeat   irpflow run target/")
                .contains(" --seed " + seed + "\n")
                .contains("  replay   irpflow replay target/irpflow-runs/read-queue-broken/")
                .contains("-Dirpflow.seeds=" + seed);
        for (long before = 1; before < seed; before++) {
            PlayedTest alone = play("isBroken", Map.of(Runs.SEEDS, Long.toString(before)));
            assertThat(alone.message()).doesNotContain("VIOLATED");
        }
    }

    @Test
    void theRunFolderOfAFailureHoldsWhatReplaysIt() {
        String message = play("isBroken").message();

        Path folder = Path.of(message.replaceAll("(?s).*irpflow replay (\\S+).*", "$1"));
        assertThat(folder.resolve("replay.json")).isRegularFile().content().contains("\"class\"");
        assertThat(folder.resolve("events.jsonl")).isNotEmptyFile();
    }

    @Test
    void aBrokenTwinHoldsIfItMustBeCaughtAndItsRuleDoes() {
        assertThat(play("mustBeCaught").failure()).isNull();
        assertThat(play("mustBeCaught", Map.of(Runs.SEEDS, "1")).message())
                .contains("caught it with none of the seeds 1;");
        assertThat(play("isNoTwin").message()).contains("does not say caught-by");
    }

    @Test
    void aRunOfWhichNothingCanBeSaidFailsWithTheReason() {
        assertThat(play("checksNothing").message())
                .startsWith("checks-nothing: seed 1 of 1..3 is inconclusive")
                .contains("nothing was checked");
    }

    @Test
    void whatWasToHappenInSomeRunAndNeverDidFails() {
        assertThat(play("neverReached").message())
                .contains("every run held, but something never happened")
                .contains("never reached");
    }

    @Test
    void anAssertionThatFailsIsToldWithItsSeed() {
        PlayedTest played = play("assertsTooMuch");

        assertThat(played.message())
                .startsWith("read-queue: seed 1 of 1..5: ")
                .contains("read-queue   seed 1   HELD at ")
                .contains("irpflow replay ");
        AssertionFailedError failure =
                (AssertionFailedError) Objects.requireNonNull(played.failure());
        assertThat(failure.getExpected().getValue()).isEqualTo(7L);
    }

    @Test
    void anAssumptionThatFailsAbortsTheTest() {
        assertThat(play("assumesTooMuch").failure()).isInstanceOf(TestAbortedException.class);
    }

    @Test
    void parametersOfTheScenarioAreSet() {
        assertThat(play("sets").failure()).isNull();
        assertThat(play("setsWhatIsNotThere").message())
                .startsWith("@SimulationTest(scenario = \"checks-nothing\") cannot run:")
                .contains("no parameter is called paus");
    }

    @Test
    void whatCannotRunSaysWhy() {
        assertThat(play("hasNoScenario").message()).contains("raed-queue: no such scenario.");
        assertThat(play("hasNoSeeds").message()).contains("seeds: 5..1 begins after its end");
    }

    @Test
    void aScenarioIsFoundBesideTheTestAtTheRootOfTheClassPathAndAmongThoseThatAreShipped() {
        assertThat(ScenarioOfTest.find(ReadQueue.class, "read-queue"))
                .isEqualTo(ScenarioOfTest.find(OfTheUser.class, QUEUE))
                .isEqualTo(ScenarioOfTest.find(OfTheUser.class, QUEUE + ".yaml"))
                .endsWith(QUEUE + ".yaml");
        assertThat(ScenarioOfTest.find(ReadQueue.class, "network-drive"))
                .isEqualTo("network-drive");
        assertThat(play("isShipped").failure()).isNull();
        assertThat(Files.exists(Path.of(ScenarioOfTest.find(ReadQueue.class, "read-queue"))))
                .isTrue();
    }

    @Test
    void aHuntIsOneTestWhoseBodySeesEachRunThatHeld() {
        assertThat(play("hunts").failure()).isNull();
        assertThat(OfTheUser.SEEDS).hasSize(64).contains(1L, 64L);
        assertThat(play("huntsATwin").failure()).isNull();
    }

    @Test
    void whatAHuntFindsIsToldShrunkAsItsStoryFileHasItWithTheCommandThatReplaysIt()
            throws IOException {
        PlayedTest played = play("huntsWhatIsBroken");

        String message = played.message();
        String folder = message.replaceAll("(?s).*irpflow replay (\\S+/F1).*", "$1");
        assertThat(message)
                .startsWith("kernel-cancel-race-broken: F1 by random, 2 schedules, seeds 1..100: ")
                .contains(Files.readString(Path.of(folder, "story.txt")))
                .contains(" decisions, ", "shrunk in ");
        assertThat(played.entries())
                .contains(Map.of("seed", seedOf(message), "replay", "irpflow replay " + folder));
    }

    private static String seedOf(String message) {
        return message.replaceAll("(?s).*\n\\S+   seed (\\d+)   VIOLATED.*", "$1");
    }

    @Test
    void anAssertionThatFailsInAHuntIsToldWithTheRunThatItSaw() {
        assertThat(play("huntsAndAssertsTooMuch").message())
                .startsWith("read-queue: seed 1: ")
                .contains("read-queue   seed 1   HELD at ")
                .contains("irpflow replay target/");
    }

    @Test
    void faultsAreSwitchedOffOrPickedByName() {
        assertThat(play("hasNoFaults").message())
                .contains("read-queue has no fault \"cancel 1\"; its faults: ");
        assertThat(play("hasAFaultThatIsNotThere").message())
                .contains("found \"cancel 2\"; allowed is on, off, or some of cancel 1");
    }

    @Test
    void inASystematicTestEachCallFailsWithEachOfItsStatuses() {
        assertThat(play("letsEachSiteFail").failure()).isNull();
        assertThat(OfTheUser.SEEDS).hasSizeGreaterThan(1);
        assertThat(play("letsATwinFail").message()).contains("is broken already (caught-by)");
        assertThat(play("letsFailWhatIsNotThere").message()).contains("IoCreateDevise");
    }

    @Test
    void aHuntThatCannotBeSaysWhy() {
        assertThat(play("huntsByNoStrategy").message()).contains("found \"clever\"; allowed is ");
        assertThat(play("hasAStrategyAndNoHunt").message()).contains("say schedules");
    }

    private static PlayedTest play(String method) {
        return play(method, Map.of());
    }

    private static PlayedTest play(String method, Map<String, String> configuration) {
        boolean hasRun =
                List.of(
                                "holds",
                                "assertsTooMuch",
                                "assumesTooMuch",
                                "sets",
                                "hunts",
                                "huntsAndAssertsTooMuch",
                                "hasNoFaults")
                        .contains(method);
        OfTheUser.SEEDS.clear();
        return PlayedTest.of(
                OfTheUser.class,
                method + (hasRun ? "(" + SimulationRun.class.getName() + ")" : ""),
                configuration);
    }
}
