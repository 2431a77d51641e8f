/**
 * Drivers that are programs in any language: a process for each driver of a machine, which is told
 * a line of JSON and answers with lines of JSON, in lockstep. What routines and fields there are
 * comes from the contract alone. For users: {@code docs/any-language.md}.
 */
@NullMarked
package dev.irpflow.sim.program;

import org.jspecify.annotations.NullMarked;
