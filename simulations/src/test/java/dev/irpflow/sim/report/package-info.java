/**
 * Tests of what a run leaves behind: the run folder, the replay file, the story and the reference
 * pages. Traces are made by hand, so that a test shows the events that its story is about.
 *
 * <p>What needs a real run is tested with the command line.
 */
@NullMarked
package dev.irpflow.sim.report;

import org.jspecify.annotations.NullMarked;
