/**
 * The direct routines of the kernel: Ke, Ex, Mm, Ps, and those Io routines that never call a
 * driver; and the reads and writes of documented structure members, which in C are expressions.
 *
 * <p>{@link dev.irpflow.ke.Ke} is the component {@code ke}: its messages are plain calls on the
 * caller's strand. The state it works on (events, locks, timers, IRPs, regions) belongs to the
 * machine and lives in {@link dev.irpflow.kernel}; one class for each subject ({@link
 * dev.irpflow.ke.routine.Family}) says what a routine does with it, and what follows when a driver
 * breaks a rule ({@link dev.irpflow.ke.routine.KeRule}, {@link dev.irpflow.ke.routine.PoolRule},
 * {@link dev.irpflow.ke.irp.IrpRule}). Limits of IRQL are held by the contract before a routine is
 * entered.
 *
 * <p>Pages: wdk-ddi-src/content/wdm/, windows-driver-docs-pr/kernel/.
 */
@NullMarked
package dev.irpflow.ke;

import org.jspecify.annotations.NullMarked;
