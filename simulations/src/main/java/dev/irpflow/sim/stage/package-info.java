/**
 * The simulation stage: the same actors as on a cluster, on one thread, in virtual time.
 *
 * <p>It uses official extension points of Pekko only: an executor that queues ({@link
 * dev.irpflow.sim.stage.StageExecutor}), a scheduler on the virtual clock, one ActorSystem per
 * process ({@link dev.irpflow.sim.stage.StageSystem}). What happens next is never decided by a
 * mailbox: the stage takes one candidate from the pool, tells it, and runs that actor until idle
 * ({@link dev.irpflow.sim.stage.SimulationStage}).
 */
@NullMarked
package dev.irpflow.sim.stage;

import org.jspecify.annotations.NullMarked;
