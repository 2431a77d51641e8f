/**
 * Tests of drivers under JUnit 5: {@link dev.irpflow.sim.junit.SimulationTest} runs a scenario with
 * every seed of a range, with a fresh driver for each run, and fails with the story of the first
 * seed that does not hold and the commands that repeat it.
 *
 * <p>It runs in the JVM of the test, so that a debugger stops in the driver. Nothing here needs a
 * flag of the JVM; with the flags that it names the same runs are faster.
 *
 * <p>Start reading at {@link dev.irpflow.sim.junit.SimulationTest}.
 */
@NullMarked
package dev.irpflow.sim.junit;

import org.jspecify.annotations.NullMarked;
