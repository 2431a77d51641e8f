package dev.irpflow.sim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs a scenario with every seed of a range; every run has drivers of its own, made
 * afresh.
 *
 * <pre>{@code
 * @SimulationTest(scenario = "read-queue", seeds = "1..1000")
 * void everyReadEndsOnce() {}
 *
 * @SimulationTest(scenario = "read-queue", seeds = "1..200")
 * void nothingIsLeftInTheQueue(SimulationRun run) {
 *     assertThat(run.driver(ReadQueue.class).waiting()).isEmpty();
 * }
 *
 * @SimulationTest(scenario = "read-queue", schedules = 5000)
 * void noScheduleBreaksIt() {}
 * }</pre>
 *
 * <p>All seeds are one test. It fails at the first seed whose run is violated or whose assertions
 * fail; if there is none, at the first whose run is inconclusive; and, as {@code irpflow run
 * --seeds} does, if something was to happen in some run and did not. The message has the seed, the
 * story of the run as {@code irpflow run} prints it, and the commands that replay it.
 *
 * <p>The body of the method is played after each run that held, before the next one begins. It may
 * be empty.
 *
 * <p>{@code -Dirpflow.seeds=7}, or that configuration parameter of JUnit, takes the place of {@link
 * #seeds} in all tests: one seed, to step through it with a debugger.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SimulationExtension.class)
public @interface SimulationTest {
    /**
     * The scenario: a file beside the test on the class path or at its root ({@code read-queue} or
     * {@code read-queue.yaml}), a path from the working directory, or the name of one that comes
     * with Irpflow.
     */
    String scenario();

    /** The seeds, both ends included: {@code 1..1000}, or one. A hunt goes round them. */
    String seeds() default "1..100";

    /**
     * How many runs a hunt has, see {@code irpflow hunt}; 0 for no hunt, but each seed once. The
     * first run of each failure is shrunk, and told as {@code story.txt} tells it.
     */
    long schedules() default 0;

    /** How a hunt looks for answers, as {@code --strategy} takes it; the portfolio. */
    String strategy() default "";

    /**
     * Which of the scenario's faults there are: {@code on} for all of them, {@code off} for none,
     * or the names of some, such as {@code "lose 1"} for the first fault where that is {@code
     * lose}.
     */
    String[] faults() default "on";

    /** Values of the scenario's parameters, {@code name=value}, as {@code --set} takes them. */
    String[] set() default {};

    /**
     * For a broken twin, a scenario that says {@code caught-by}: the test holds if its rule catches
     * the driver with at least one of the seeds. The body is played after each run in which it did.
     */
    boolean mustBeCaught() default false;
}
