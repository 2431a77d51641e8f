/**
 * The bookkeeping of a hunt: which blocks of its runs are done, what they came to, and how that is
 * said to other processes and kept in files.
 *
 * <p>A {@link dev.irpflow.sim.campaign.Shard} is a share of the blocks; a {@link
 * dev.irpflow.sim.campaign.Plan} gives them out in batches, each to somebody who plays it to its
 * end or not at all. A {@link dev.irpflow.sim.campaign.Journal} keeps each batch as it ends, so
 * that a hunt that was killed goes on, and those of several shards become one. {@link
 * dev.irpflow.sim.campaign.Wire} carries messages between the process that leads and its workers.
 * Nothing here crosses a version of the product: one build writes and reads it.
 */
@NullMarked
package dev.irpflow.sim.campaign;

import org.jspecify.annotations.NullMarked;
