/**
 * Seeded bugs: small changes of the shipped drivers, of the emulated kernel and of its transport,
 * each of which breaks one documented rule. They measure how well a hunt finds what it looks for.
 *
 * <p>The product has no switches for them. A {@link dev.irpflow.sim.mutant.Mutant} is data: which
 * place is changed, and how; {@link dev.irpflow.sim.mutant.MutantLoader} changes the class file of
 * the place while it loads the product once more, and {@link
 * dev.irpflow.sim.mutant.Change.OfScript} changes the text of a scenario. A change that does not
 * find its place any more is an error.
 */
@NullMarked
package dev.irpflow.sim.mutant;

import org.jspecify.annotations.NullMarked;
