/** Tests of what is said of bug checks. */
@NullMarked
package dev.irpflow.kernel.bugcheck;

import org.jspecify.annotations.NullMarked;
