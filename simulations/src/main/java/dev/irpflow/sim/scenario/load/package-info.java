/**
 * Reads scenario files: from text to a checked {@link dev.irpflow.sim.scenario.Scenario}, or to the
 * list of all that is wrong.
 *
 * <p>{@link dev.irpflow.sim.scenario.load.ScenarioLoader} is the way in. {@code Sources} reads the
 * file and its fragments and merges them, {@code ParameterReader} declares the parameters, {@code
 * Composer} lets one reader per part of the language turn the tree into the model. Every reader
 * goes on after a problem with a stand-in. A scenario is composed once for each sample of its
 * parameters before it counts as good, and once more for each run with the values of that run.
 */
@NullMarked
package dev.irpflow.sim.scenario.load;

import org.jspecify.annotations.NullMarked;
