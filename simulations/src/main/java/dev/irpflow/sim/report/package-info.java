/**
 * What a run leaves behind and how it reads: the story, the run folder, the replay file, and the
 * pages that {@code irpflow explain} prints.
 *
 * <p>The story is one text for the terminal, {@code story.txt} and test reports. A run folder holds
 * the same bytes for equal runs, save {@code wall.json}. Files are written under a temporary name
 * and renamed, so that none is half-written; {@code events.jsonl} alone grows as the run goes, and
 * shows by its missing end line that it was cut short.
 *
 * <p>Start reading at {@link dev.irpflow.sim.report.Story}. Nothing here runs anything.
 */
@NullMarked
package dev.irpflow.sim.report;

import org.jspecify.annotations.NullMarked;
