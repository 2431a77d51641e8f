/**
 * A process that plays machines in real time, alone or as a node of a Pekko cluster.
 *
 * <p>{@link dev.irpflow.node.RealTimeStage} is the stage: the same pool as in simulation, a real
 * clock, and one serial executor for all that happens on the machines of the process. {@link
 * dev.irpflow.node.RealTimeSystem} is what it needs of Pekko. Nothing here knows scenarios: what is
 * played, and what it came to, is the affair of {@code dev.irpflow.sim}.
 *
 * <p>Only this package and the command line read the clock of the host.
 */
@NullMarked
package dev.irpflow.node;

import org.jspecify.annotations.NullMarked;
