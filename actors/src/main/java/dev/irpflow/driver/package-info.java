/**
 * The driver API: how ordinary, blocking-looking Java runs as a driver of an emulated machine.
 *
 * <p>A {@link dev.irpflow.driver.Driver} gets a {@link dev.irpflow.driver.DriverContext} with a
 * stub for each subsystem, generated from the contract. A stub's method is one call of the strand;
 * the Java between two calls is atomic. Callbacks are methods of generated tables; a method that is
 * not overridden is a NULL slot. Routines of the kernel take what they take in C ({@code
 * read(deviceObject, irp)}), those whose parameters are structures the message with their members.
 * The code of a strand lives on a Java stack of its own ({@link dev.irpflow.driver.StrandCode}),
 * which stands still while the strand is elsewhere.
 */
@NullMarked
package dev.irpflow.driver;

import org.jspecify.annotations.NullMarked;
