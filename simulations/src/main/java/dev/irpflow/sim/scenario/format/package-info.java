/**
 * The one layout of scenario files, for {@code irpflow fmt}.
 *
 * <p>Keys stand in the order of the grammar, where it has one; names of the user's own stay in his
 * order. Each level is indented by two spaces, and so is a list below its key. Comments go with the
 * line that they stand above, and everything on one line (quotes, flow lists, the breaks of long
 * text) stays as it was written. What was read before and afterwards is compared, so that a file
 * never comes to mean something else.
 */
@NullMarked
package dev.irpflow.sim.scenario.format;

import org.jspecify.annotations.NullMarked;
