/**
 * How a hunt looks for answers that break something: one class for each strategy, with the paper or
 * the idea that it comes from.
 *
 * <p>All but two give the answers of a number as a function of the number, whatever was played
 * before and by whom. {@link dev.irpflow.sim.strategy.Strategies} has them by name.
 */
@NullMarked
package dev.irpflow.sim.strategy;

import org.jspecify.annotations.NullMarked;
