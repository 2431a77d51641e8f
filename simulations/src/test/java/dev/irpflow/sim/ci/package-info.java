/**
 * What CI systems read of checks, held against their rules: the schema of JUnit's XML, the escapes
 * of GitHub's commands, the fences of Markdown.
 *
 * <p>The texts are as hostile as a scenario or a driver can make them, since a report that breaks
 * where a test fails is of no use.
 */
@NullMarked
package dev.irpflow.sim.ci;

import org.jspecify.annotations.NullMarked;
