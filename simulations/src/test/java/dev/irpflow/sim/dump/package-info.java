/** Tests of crash dumps as files. */
@NullMarked
package dev.irpflow.sim.dump;

import org.jspecify.annotations.NullMarked;
