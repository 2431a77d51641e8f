/** Tests of the strategies: what each promises, on small worlds that can be counted by hand. */
@NullMarked
package dev.irpflow.sim.strategy;

import org.jspecify.annotations.NullMarked;
