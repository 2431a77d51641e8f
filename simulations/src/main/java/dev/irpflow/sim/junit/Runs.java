package dev.irpflow.sim.junit;

import dev.irpflow.driver.Driver;
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

    private final SimulationTest test;
    private final Class<?> testClass;
    private final String seeds;
    private final List<Driver> drivers = new ArrayList<>();
    private int firstInconclusive = NONE;
    private long caught;

    Runs(SimulationTest test, Class<?> testClass, String seeds) {
        this.test = test;
        this.testClass = testClass;
        this.seeds = seeds;
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
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(testClass.getClassLoader());
        String scenario = ScenarioOfTest.find(testClass, test.scenario());
        try (SeededRuns runs = SeededRuns.of(scenario, List.of(test.set()), seeds)) {
            play(runs, after);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(
                    "@SimulationTest(scenario = \"%s\") cannot run:\n%s"
                            .formatted(test.scenario(), String.join("\n", refusal.lines())),
                    refusal);
        } finally {
            thread.setContextClassLoader(before);
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
        if (test.mustBeCaught() && runs.caughtBy() == null) {
            throw new Refusal(
                    runs.scenario() + " does not say caught-by, so no rule can be expected");
        }
    }

    private boolean isAsAsked(RunResult result) {
        return result.internalError() == null
                && result.verdict() == (test.mustBeCaught() ? Verdict.VIOLATED : Verdict.HELD);
    }

    private static boolean isInDoubt(RunResult result) {
        return result.internalError() == null && result.verdict() == Verdict.INCONCLUSIVE;
    }

    private void judge(SeededRuns runs) throws Refusal {
        if (test.mustBeCaught()) {
            if (caught == 0) {
                throw new AssertionFailedError(
                        "%s: %s caught it with none of the seeds %s; more seeds find more"
                                .formatted(runs.scenario(), runs.caughtBy(), seeds));
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
                                seeds,
                                what,
                                runs.tell(run),
                                SEEDS,
                                runs.seed(run));
        return cause instanceof AssertionFailedError failed
                        && failed.isExpectedDefined()
                        && failed.isActualDefined()
                ? new AssertionFailedError(message, failed.getExpected(), failed.getActual(), cause)
                : new AssertionFailedError(message, cause);
    }
}
