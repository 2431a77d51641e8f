/**
 * Coverage: what runs have reached, and what of the possible they have not.
 *
 * <p>A {@link dev.irpflow.sim.coverage.Recorder} counts on the way of a run, in tables of numbers.
 * What it has counted is a {@link dev.irpflow.sim.coverage.Coverage}: entries with counts, which
 * can be added to those of other runs and other processes. An entry with count 0 is a gap: it is
 * possible, and was never reached. Some of that the scenario says (its faults, its {@code
 * sometimes}), the rest the contract, see {@link dev.irpflow.sim.coverage.AgainstContract}.
 */
@NullMarked
package dev.irpflow.sim.coverage;

import org.jspecify.annotations.NullMarked;
