/**
 * A plain WDM driver whose reads wait in a queue until it answers them: what most drivers are. It
 * shows how a queue of IRPs and cancelling get along, in both documented ways.
 *
 * <p>{@link dev.irpflow.queue.QueueDriver} is the driver, with its device and the DPC that answers;
 * {@link dev.irpflow.queue.OwnLockQueue} keeps the IRPs with a spin lock and a cancel routine of
 * its own, {@link dev.irpflow.queue.CancelSafeQueue} leaves the races to the IoCsq routines. Pages:
 * windows-driver-docs-pr/kernel/using-a-driver-supplied-spin-lock.md, cancel-safe-irp-queues.md.
 */
@NullMarked
package dev.irpflow.queue;

import org.jspecify.annotations.NullMarked;
