/**
 * Keeping a failure for good: a run, which is answers at the sites of one build, written as a
 * scenario that says in the language's own words what struck and what came before what.
 *
 * <p>{@link dev.irpflow.sim.export.Witness} watches the run while it is played once more, {@link
 * dev.irpflow.sim.export.FixedFaults} and {@link dev.irpflow.sim.export.KeptOrder} make faults and
 * an order of what it has seen. Whether the scenario fails in the same way is for the caller to
 * try.
 *
 * <p>Start reading at {@link dev.irpflow.sim.export.ExportedRun}.
 */
@NullMarked
package dev.irpflow.sim.export;

import org.jspecify.annotations.NullMarked;
