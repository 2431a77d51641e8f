/**
 * The trace of a run: one JSON document a line, the same for tests, reports, viewer and replay.
 *
 * <p>{@code events.jsonl} has a header line, one line for each event with the keys of {@link
 * dev.irpflow.stage.TraceEvent}, and an end line with count and hash, so that a file that was cut
 * short is seen as cut. Nothing in it depends on the process, the clock or the machine it was
 * written on: equal runs have equal bytes.
 */
@NullMarked
package dev.irpflow.sim.trace;

import org.jspecify.annotations.NullMarked;
