package dev.irpflow.sim.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that play what was kept: each scenario and each run folder in a folder and below it is a
 * test of its own name.
 *
 * <pre>{@code
 * @ReplayTest(folder = "kept")
 * void whatBrokeOnceHoldsNow() {}
 * }</pre>
 *
 * <p>A scenario ({@code *.yaml}, such as {@code irpflow export --as scenario} writes) is run with
 * each seed; a broken twin is to be caught. A folder with a {@code replay.json}, such as the {@code
 * F1} of a hunt, is played again by its answers, with the drivers as they are now, and is to hold.
 * If it holds, but not each of its answers could be given, it has shown nothing, and fails as
 * inconclusive: a run folder is exact and belongs to one build; what is to last is exported.
 *
 * <p>The body is played after each run that came out as it was to. A folder that is not there, or
 * has neither scenarios nor run folders in it, is an error.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ReplayExtension.class)
public @interface ReplayTest {
    /**
     * The folder: beside the test on the class path or at its root, or a path from the working
     * directory.
     */
    String folder();

    /** The seeds of each scenario, both ends included: {@code 1..10}, or one. */
    String seeds() default "1..10";
}
