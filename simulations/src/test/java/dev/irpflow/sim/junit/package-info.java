/**
 * What the user of {@link dev.irpflow.sim.junit.SimulationTest} sees: tests that hold and tests
 * that fail, played by JUnit itself, in this JVM and in others, with flags and without.
 *
 * <p>The drivers are those of the tutorials (docs/tutorial-wdm-driver, docs/tutorial-wsk-client);
 * the first is also played as the project that it is, by Maven.
 */
@NullMarked
package dev.irpflow.sim.junit;

import org.jspecify.annotations.NullMarked;
