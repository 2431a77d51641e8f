/**
 * The scenario language at run time: small scenarios, each played on the simulation stage by the
 * real product, and what came of them.
 *
 * <p>{@link dev.irpflow.sim.run.Playing} plays a scenario and keeps its trace. The scenarios of
 * most tests stand in the tests; those that a reader may want to run lie in {@code
 * src/test/resources/run}.
 */
@NullMarked
package dev.irpflow.sim.run;

import org.jspecify.annotations.NullMarked;
