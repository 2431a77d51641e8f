/**
 * The I/O manager of a machine: sending, completing and cancelling IRPs, and the system services on
 * files that applications call.
 *
 * <p>It owes its neighbours: a dispatch routine is called for each IRP sent, completion routines
 * are called in order as their flags say, a cancel routine is called at DISPATCH_LEVEL with the
 * cancel lock held, and a request of a thread ends exactly once. Pages:
 * windows-driver-docs-pr/kernel/completing-irps.md, introduction-to-cancel-routines.md.
 */
@NullMarked
package dev.irpflow.io;

import org.jspecify.annotations.NullMarked;
