/**
 * The values of the scenario language: durations, shares, sizes, rates, addresses, places, bytes,
 * statuses, references, and what a value is compared with.
 *
 * <p>A value knows nothing of the file it came from, and is exact: durations are whole nanoseconds,
 * shares whole parts of a billion. Two spellings of one quantity are equal, and {@link
 * dev.irpflow.sim.scenario.value.Plain#written()} gives the one spelling that is written back.
 * {@link dev.irpflow.sim.scenario.value.Quantities} reads the spellings; whoever asks says which
 * type is wanted, because a scalar is read by the type of its field.
 */
@NullMarked
package dev.irpflow.sim.scenario.value;

import org.jspecify.annotations.NullMarked;
