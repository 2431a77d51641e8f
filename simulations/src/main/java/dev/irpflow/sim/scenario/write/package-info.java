/**
 * Writes a scenario back as YAML: the {@code scenario.yaml} of a run folder.
 *
 * <p>What is written is resolved: fragments are merged, parameters have their values, every step
 * says where it runs. Read again it gives an equal scenario. Keys stand in the order of the
 * language, every quantity has its one spelling, so that equal scenarios give equal text.
 */
@NullMarked
package dev.irpflow.sim.scenario.write;

import org.jspecify.annotations.NullMarked;
