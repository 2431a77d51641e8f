/**
 * What holds of seeded bugs without any hunt: each still finds the place that it changes, and what
 * comes of it can be loaded.
 *
 * <p>That hunts find them is what {@code irpflow bench mutants} measures; here stands only what
 * would make that bench measure something else than it says.
 */
@NullMarked
package dev.irpflow.sim.mutant;

import org.jspecify.annotations.NullMarked;
