/** Tests of hunting, on real scenarios. */
@NullMarked
package dev.irpflow.sim.hunt;

import org.jspecify.annotations.NullMarked;
