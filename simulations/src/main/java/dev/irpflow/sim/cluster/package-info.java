/**
 * Runs of scenarios in real time: the cluster stage, in one process or on several nodes.
 *
 * <p>The same {@link dev.irpflow.sim.run.ScenarioRun}, actors and messages as in simulation; only
 * the {@link dev.irpflow.sim.run.Playhouse} is another. A {@link
 * dev.irpflow.sim.cluster.RealTimeRun} has all machines in this process. Decisions are the boring
 * ones, what a seed draws is drawn, and time passes by itself: such a run cannot be replayed.
 *
 * <p>What these classes need of Pekko they get from {@code dev.irpflow.node}.
 */
@NullMarked
package dev.irpflow.sim.cluster;

import org.jspecify.annotations.NullMarked;
