/**
 * One run of a scenario: its machines are built and booted, its steps are played, its faults
 * strike, its properties are watched, and at the end it is judged.
 *
 * <p>A {@link dev.irpflow.sim.run.ScenarioRun} is the same on both stages; a {@link
 * dev.irpflow.sim.run.Playhouse} says where machines live. Start reading at {@code ScenarioRun},
 * then {@code StepThread} (steps), {@code Moments} (what was waited for), {@code RunFaults}, {@code
 * Judge}.
 */
@NullMarked
package dev.irpflow.sim.run;

import org.jspecify.annotations.NullMarked;
