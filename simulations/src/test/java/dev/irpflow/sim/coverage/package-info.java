/** What runs are said to have reached, tested on real runs. */
@NullMarked
package dev.irpflow.sim.coverage;

import org.jspecify.annotations.NullMarked;
