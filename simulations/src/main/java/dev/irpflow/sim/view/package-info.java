/**
 * A run as one page of HTML, to be looked at in a browser: every message with its processor and
 * IRQL, indented as deep as it is nested, with faults, decisions and the breach marked.
 *
 * <p>{@link dev.irpflow.sim.view.RunPage} makes it from the files of a run folder. The page needs
 * nothing else: no other file and no network. Its picture is that of {@code irpflow export}. Equal
 * runs have equal pages.
 */
@NullMarked
package dev.irpflow.sim.view;

import org.jspecify.annotations.NullMarked;
