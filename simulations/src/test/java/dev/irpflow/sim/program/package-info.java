/**
 * Tests of drivers that are programs, as far as no command is needed; others are in {@code cli}.
 */
@NullMarked
package dev.irpflow.sim.program;

import org.jspecify.annotations.NullMarked;
