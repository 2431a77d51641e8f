/**
 * Crash dumps as files, and the commands that look into them.
 *
 * <p>{@link dev.irpflow.sim.dump.DumpFile} writes and reads a {@link
 * dev.irpflow.kernel.dump.CrashDump}; a file that is damaged or hostile is refused in one sentence.
 * {@link dev.irpflow.sim.dump.Debugger} answers the commands that those who know WinDbg expect,
 * such as {@code !analyze -v} and {@code !irp}, in words of its own. It knows nothing but the dump:
 * the machine that wrote it is long gone.
 */
@NullMarked
package dev.irpflow.sim.dump;

import org.jspecify.annotations.NullMarked;
