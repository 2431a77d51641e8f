/**
 * Tests of the command line: each gives words to {@code Main} as a user would, in this process and
 * in a folder of its own, and looks at the exit code, at both outputs and at what was written.
 *
 * <p>{@link dev.irpflow.sim.cli.Spoken} is one such command. Scenarios that only a test needs stand
 * in the test; those that run for a while are the shipped ones.
 */
@NullMarked
package dev.irpflow.sim.cli;

import org.jspecify.annotations.NullMarked;
