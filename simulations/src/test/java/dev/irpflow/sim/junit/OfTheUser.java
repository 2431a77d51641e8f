package dev.irpflow.sim.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tests as a user writes them, some of which fail; {@link SimulationTestTest} plays them. */
@SuppressWarnings("JUnitMethodDeclaration") // no test of the build's: its name says so
class OfTheUser {
    /** The seeds of the runs that the last test saw. */
    static final List<Long> SEEDS = new ArrayList<>();

    private static final List<Consumer<SimulationRun>> LISTENERS = new ArrayList<>();

    private static final String QUEUE = "com/example/readqueue/read-queue";

    /** Who is told of the runs of {@link #holds}. */
    static void each(Consumer<SimulationRun> listener) {
        LISTENERS.clear();
        LISTENERS.add(listener);
    }

    @SimulationTest(scenario = QUEUE, seeds = "1..5")
    void holds(SimulationRun run) {
        SEEDS.add(run.seed());
        LISTENERS.forEach(listener -> listener.accept(run));
    }

    @SimulationTest(scenario = "kernel-cancel-race", seeds = "1..3")
    void isShipped() {}

    @SimulationTest(scenario = QUEUE + "-broken", seeds = "1..200")
    void isBroken() {}

    @SimulationTest(scenario = QUEUE + "-broken.yaml", seeds = "1..50", mustBeCaught = true)
    void mustBeCaught() {}

    @SimulationTest(scenario = QUEUE, seeds = "1..2", mustBeCaught = true)
    void isNoTwin() {}

    @SimulationTest(scenario = "checks-nothing", seeds = "1..3")
    void checksNothing() {}

    @SimulationTest(scenario = "never-reached", seeds = "1..3")
    void neverReached() {}

    @SimulationTest(scenario = QUEUE, seeds = "1..5")
    void assertsTooMuch(SimulationRun run) {
        assertEquals(7L, run.seed());
    }

    @SimulationTest(scenario = QUEUE, seeds = "1..5")
    void assumesTooMuch(SimulationRun run) {
        assumeTrue(run.seed() > 7);
    }

    @SimulationTest(scenario = "never-reached", seeds = "4", set = "pause=30 ms")
    void sets(SimulationRun run) {
        assertEquals(30, run.time().toMillis());
    }

    @SimulationTest(scenario = "checks-nothing", set = "paus=30 ms")
    void setsWhatIsNotThere() {}

    @SimulationTest(scenario = "raed-queue")
    void hasNoScenario() {}

    @SimulationTest(scenario = QUEUE, schedules = 64)
    void hunts(SimulationRun run) {
        SEEDS.add(run.seed());
    }

    @SimulationTest(scenario = "kernel-cancel-race-broken", schedules = 2, strategy = "random")
    void huntsWhatIsBroken() {}

    @SimulationTest(scenario = "kernel-cancel-race-broken", schedules = 2, mustBeCaught = true)
    void huntsATwin() {}

    @SimulationTest(scenario = QUEUE, schedules = 1)
    void huntsAndAssertsTooMuch(SimulationRun run) {
        assertEquals(7L, run.seed());
    }

    @SystematicTest(scenario = QUEUE, routines = "IoCreateDevice")
    void letsEachSiteFail() {
        SEEDS.add(0L);
    }

    @SystematicTest(scenario = QUEUE + "-broken")
    void letsATwinFail() {}

    @SystematicTest(scenario = QUEUE, routines = "IoCreateDevise")
    void letsFailWhatIsNotThere() {}

    @SimulationTest(scenario = QUEUE, schedules = 64, strategy = "clever")
    void huntsByNoStrategy() {}

    @SimulationTest(scenario = QUEUE, strategy = "pct")
    void hasAStrategyAndNoHunt() {}

    @SimulationTest(scenario = QUEUE, seeds = "1..20", faults = "off")
    void hasNoFaults(SimulationRun run) {
        assertEquals(0, run.strikes("cancel 1"));
    }

    @SimulationTest(scenario = QUEUE, faults = "cancel 2")
    void hasAFaultThatIsNotThere() {}

    @SimulationTest(scenario = QUEUE, seeds = "5..1")
    void hasNoSeeds() {}
}
