/**
 * Shrinking: from a run that failed to a smaller one that fails in the same way.
 *
 * <p>What can go is tried without: answers other than the boring one, faults of the scenario, its
 * steps and repetitions, and how large the parameters are that a seed has drawn. Large parts are
 * tried first, then each thing alone, until nothing can go any more. Answers that mean nothing
 * without each other go by the order of the run's steps, which is made straighter. A smaller
 * workload must hold by itself, with nothing left to chance and without faults: otherwise the
 * smaller run could fail because of what was taken out of it. A {@link
 * dev.irpflow.sim.hunt.shrink.Search} is played by the simulation like any other runs.
 */
@NullMarked
package dev.irpflow.sim.hunt.shrink;

import org.jspecify.annotations.NullMarked;
