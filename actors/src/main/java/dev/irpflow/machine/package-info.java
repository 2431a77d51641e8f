/**
 * How a machine is put together: which components it has, which drivers it loads, in which order it
 * boots and shuts down.
 *
 * <p>This is the only package that knows every subsystem's class; subsystems know each other's
 * messages. Both stages build their machines here, so there is one way to do it. A {@link
 * dev.irpflow.machine.Blueprint} says what a machine is, an {@link dev.irpflow.machine.Assembly} is
 * one life of it, from power-on to power-off.
 */
@NullMarked
package dev.irpflow.machine;

import org.jspecify.annotations.NullMarked;
