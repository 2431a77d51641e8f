package dev.irpflow.sim.junit;

import dev.irpflow.driver.Driver;
import dev.irpflow.sim.ci.Checked;
import dev.irpflow.sim.cli.SeededRuns;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The runs of one test, one seed after the other, and what they come to. */
final class Runs {
    /** The configuration parameter that takes the place of a test's seeds. */
    static final String SEEDS = "irpflow.seeds";

    private static final int NONE = -1;

    /** What is said of a scenario that is no broken twin. */
    static final String NO_TWIN = " does not say caught-by, so no rule can be expected";

    private final Asked asked;
    private final Class<?> testClass;
    private final Consumer<List<Checked>> told;
    private final List<Driver> drivers = new ArrayList<>();
    private int firstInconclusive = NONE;
    private long caught;

    /**
     * Runs of a test.
     *
     * @param told takes what did not hold, before it is thrown
     */
    Runs(Asked asked, Class<?> testClass, Consumer<List<Checked>> told) {
        this.asked = asked;
        this.testClass = testClass;
        this.told = told;
    }

    /** Says which flags the JVM lacks, if any; gives what it said. */
    static String tellOfMissingFlags() {
        String words = SeededRuns.missingFlags();
        if (!words.isEmpty()) {
            SeededRuns.say(words);
        }
        return words;
    }

    /**
     * Plays them all.
     *
     * @param after played after each run that came out as it was to
     */
    void play(Consumer<SimulationRun> after) {
        try {
            withClassesOf(
                    testClass,
                    () -> {
                        playAll(after);
                        return true;
                    });
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    "%s cannot run:\n%s"
                            .formatted(asked.annotation(), String.join("\n", refusal.lines())),
                    refusal);
        }
    }

    /** Something that loads scenarios. */
    interface Loading<T> {
        /** Does it. */
        T get() throws Refusal;
    }

    /** Does something while drivers are found where a class was. */
    static <T> T withClassesOf(Class<?> type, Loading<T> what) throws Refusal {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(type.getClassLoader());
        try {
            return what.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Whether a scenario is a broken twin; what cannot be loaded is none, and says so when run. */
    static boolean isTwin(Class<?> type, String scenario) {
        try {
            return withClassesOf(
                    type,
                    () -> {
                        try (SeededRuns runs = SeededRuns.of(scenario, List.of(), List.of(), "1")) {
                            return runs.caughtBy() != null;
                        }
                    });
        } catch (Refusal refusal) {
            return false;
        }
    }

    private void playAll(Consumer<SimulationRun> after) throws Refusal {
        if (asked.isHunt()) {
            new Hunted(asked, told).play(after);
        } else {
            playSeeds(after);
        }
    }

    private void playSeeds(Consumer<SimulationRun> after) throws Refusal {
        if (!asked.strategy().isEmpty()) {
            throw new Refusal(
                    "strategy: \"%s\" answers the runs of a hunt: say schedules, how many there are"
                            .formatted(asked.strategy()));
        }
        try (SeededRuns runs =
                SeededRuns.of(asked.scenario(), asked.set(), asked.faults(), asked.seeds())) {
            play(runs, after);
        }
    }

    private void play(SeededRuns runs, Consumer<SimulationRun> after) throws Refusal {
        refuseWhatIsNoTwin(runs);
        runs.tellDrivers(drivers::add);
        for (int i = 0; i < runs.count(); i++) {
            drivers.clear();
            RunResult result = runs.play(i);
            if (isAsAsked(result)) {
                playBody(runs, i, result, after);
            } else if (isInDoubt(result)) {
                firstInconclusive = firstInconclusive == NONE ? i : firstInconclusive;
            } else {
                throw failure(runs, i, ": " + result.reason(), null);
            }
        }
        judge(runs);
    }

    private void refuseWhatIsNoTwin(SeededRuns runs) throws Refusal {
        if (asked.mustBeCaught() && runs.caughtBy() == null) {
            throw new Refusal(runs.scenario() + NO_TWIN);
        }
    }

    private boolean isAsAsked(RunResult result) {
        return result.internalError() == null
                && result.verdict() == (asked.mustBeCaught() ? Verdict.VIOLATED : Verdict.HELD);
    }

    private static boolean isInDoubt(RunResult result) {
        return result.internalError() == null && result.verdict() == Verdict.INCONCLUSIVE;
    }

    private void judge(SeededRuns runs) throws Refusal {
        if (asked.mustBeCaught()) {
            if (caught == 0) {
                throw new AssertionFailedError(
                        "%s: %s caught it with none of the seeds %s; more seeds find more"
                                .formatted(runs.scenario(), runs.caughtBy(), asked.seeds()));
            }
        } else if (firstInconclusive != NONE) {
            throw failure(runs, firstInconclusive, " is inconclusive", null);
        } else if (!runs.missing().isEmpty()) {
            throw new AssertionFailedError(
                    "%s: every run held, but something never happened\n\n%s"
                            .formatted(runs.scenario(), runs.missing()));
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever an assertion throws
    private void playBody(SeededRuns runs, int run, RunResult result, Consumer<SimulationRun> after)
            throws Refusal {
        caught++;
        try {
            after.accept(new SimulationRun(runs.scenario(), runs.seed(run), result, drivers));
        } catch (TestAbortedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw failure(runs, run, ": " + e.getMessage(), e);
        }
    }

    private AssertionFailedError failure(
            SeededRuns runs, int run, String what, @Nullable Throwable cause) throws Refusal {
        runs.tellDrivers(null);
        String message =
                "%s: %s of %s%s\n\n%s  debug    in the IDE: run this test with -D%s=%d"
                        .formatted(
                                runs.scenario(),
                                runs.name(run),
                                asked.seeds(),
                                what,
                                runs.tell(run),
                                SEEDS,
                                runs.seed(run));
        told.accept(runs.told());
        return cause instanceof AssertionFailedError failed
                        && failed.isExpectedDefined()
                        && failed.isActualDefined()
                ? new AssertionFailedError(message, failed.getExpected(), failed.getActual(), cause)
                : new AssertionFailedError(message, cause);
    }
}
