/**
 * A crash dump: the whole state of a machine at the moment of its bug check, as plain records of
 * numbers, texts and lists.
 *
 * <p>Nothing here refers to a live object, so that a dump can be written, read by another process
 * and compared. {@link dev.irpflow.kernel.Snapshot} takes it of a live machine. Objects are named
 * by their numbers, which are never given twice, and 0 stands for none; a text that is not there is
 * empty. Equal runs have equal dumps.
 */
@NullMarked
package dev.irpflow.kernel.dump;

import org.jspecify.annotations.NullMarked;
