/**
 * What a CI system reads of checks: a file of JUnit's XML, a page of Markdown, and lines that point
 * at the line of the user's driver.
 *
 * <p>A {@link dev.irpflow.sim.ci.Checked} is one thing that was checked, whoever did it: one seed,
 * many seeds, a hunt or one of its failures, a documented case. The other classes are forms that a
 * list of those takes; nothing here runs anything or decides a verdict.
 *
 * <p>Start reading at {@link dev.irpflow.sim.ci.Checked}.
 */
@NullMarked
package dev.irpflow.sim.ci;

import org.jspecify.annotations.NullMarked;
