/**
 * A scenario as the runner sees it: machines, network, drivers, steps, faults and properties.
 *
 * <p>A {@link dev.irpflow.sim.scenario.Scenario} is complete and checked: parameters have their
 * values, fragments are merged, every step says on which machine it runs, every request can be
 * built. Whatever may still fail while it runs keeps its {@link
 * dev.irpflow.sim.scenario.yaml.Where}, so that a failure can name the line. The model decides
 * nothing and reads nothing; {@code load} makes it from files, {@code write} turns it back into
 * YAML.
 */
@NullMarked
package dev.irpflow.sim.scenario;

import org.jspecify.annotations.NullMarked;
