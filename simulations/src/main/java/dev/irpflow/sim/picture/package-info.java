/**
 * A picture of one operation of a run, drawn from its {@code events.jsonl}: components are lanes,
 * calls, returns and completions are arrows between them, colours are the IRQL, and what the
 * network did to the frames stands between the machines.
 *
 * <p>{@link dev.irpflow.sim.picture.EventFile} reads, {@link dev.irpflow.sim.picture.Selection}
 * picks what is worth an arrow, {@link dev.irpflow.sim.picture.Lanes} says where each component
 * stands, and {@link dev.irpflow.sim.picture.Drawing} draws. Equal runs have equal pictures.
 */
@NullMarked
package dev.irpflow.sim.picture;

import org.jspecify.annotations.NullMarked;
