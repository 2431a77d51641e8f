/**
 * What every stage offers to the emulated machines: one pool of all that can happen next, a clock,
 * keyed choices and draws, fault points and the trace.
 *
 * <p>The simulation stage (one thread, seeded, virtual time) and the cluster stage (real
 * dispatchers, real time) implement the same {@link dev.irpflow.stage.Stage}. Nothing here knows
 * Pekko, protobuf or Windows; the emulated kernel is built on top of it, never below.
 *
 * <p>Start reading at {@link dev.irpflow.stage.Pool}: it is the unit of choice.
 */
@NullMarked
package dev.irpflow.stage;

import org.jspecify.annotations.NullMarked;
