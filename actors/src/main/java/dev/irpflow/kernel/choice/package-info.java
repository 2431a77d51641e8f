/**
 * Points on which the documentation is silent or contradicts itself, and how a machine takes them.
 *
 * <p>A subsystem declares each of its points as a {@link dev.irpflow.kernel.choice.Choice}, in an
 * enum beside the code that asks; a machine is built with {@link
 * dev.irpflow.kernel.choice.Choices}, which hold those that differ from what is usual. It has
 * nothing to do with the choices of a run, which are what happens next ({@link
 * dev.irpflow.stage.Chooser}): a scenario says these.
 */
@NullMarked
package dev.irpflow.kernel.choice;

import org.jspecify.annotations.NullMarked;
