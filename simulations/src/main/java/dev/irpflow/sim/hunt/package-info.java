/**
 * Hunting: many runs of one scenario, each with answers of its own, and what broke in them.
 *
 * <p>A {@link dev.irpflow.sim.hunt.Campaign} numbers its runs; a {@link
 * dev.irpflow.sim.hunt.Strategy} answers the questions of each, and a {@link
 * dev.irpflow.sim.hunt.Hunter} plays them in blocks. What a block came to, its {@link
 * dev.irpflow.sim.hunt.Findings}, can be added to those of other blocks, of other processes too. A
 * {@link dev.irpflow.sim.hunt.Shrinker} makes the first run of a failure as small as it gets.
 */
@NullMarked
package dev.irpflow.sim.hunt;

import org.jspecify.annotations.NullMarked;
