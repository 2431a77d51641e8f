package dev.irpflow.sim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in which every call of a scenario that can fail does so once, with each status that its
 * page lists, one in each run; see {@code docs/systematic-injection.md}.
 *
 * <pre>{@code
 * @SystematicTest(scenario = "read-queue")
 * void anyCallMayFail() {}
 * }</pre>
 *
 * <p>All sites are one test, which fails with the story of each that broke a rule, as {@link
 * SimulationTest} does, and the table of routines. A scenario in which nothing can fail is
 * inconclusive, and fails. The body is played after each run that held.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SimulationExtension.class)
public @interface SystematicTest {
    /** The scenario, as for {@link SimulationTest#scenario}. */
    String scenario();

    /**
     * The routines whose calls fail; those of the scenario's own {@code each-site} faults, or all
     * that can fail if it has none.
     */
    String[] routines() default {};

    /** The calls of one run that fail, as {@code --failures} takes them: 1, 2 or pairs. */
    String failures() default "1";

    /** A file of routines and sites that are left alone, from the working directory; none. */
    String exclude() default "";

    /** The seed of all runs: it only draws values. */
    long seed() default 1;

    /** Values of the scenario's parameters, {@code name=value}, as {@code --set} takes them. */
    String[] set() default {};
}
