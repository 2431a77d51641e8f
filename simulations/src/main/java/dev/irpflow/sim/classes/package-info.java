/**
 * The classes of the user's own, as they are loaded.
 *
 * <p>A driver is ordinary Java and can do whatever Java can, so also end the process that plays it.
 * {@link dev.irpflow.sim.classes.UsersClassLoader} finds its classes in the folders and jars that
 * the user names, and has each call that would end the process made to {@link
 * dev.irpflow.driver.ProcessEnd} instead, which throws: the run is violated, at the line of that
 * call. Everything else in a class stays as it was compiled.
 */
@NullMarked
package dev.irpflow.sim.classes;

import org.jspecify.annotations.NullMarked;
