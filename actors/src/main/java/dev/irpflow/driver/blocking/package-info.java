/**
 * For drivers that want to wait: a thread, and an IRP of the driver's own that it sends down, again
 * and again, and waits for at PASSIVE_LEVEL.
 *
 * <p>It is written with the generated stubs alone, as any driver could write it, and it is what a
 * driver needs to use WSK in a blocking style: the completion routine does nothing but signal an
 * event and keep the IRP ({@code STATUS_MORE_PROCESSING_REQUIRED}), and the thread that waits for
 * the event does the rest. Page: {@code
 * windows-driver-docs-pr/network/using-irps-with-winsock-kernel-functions.md}.
 */
@NullMarked
package dev.irpflow.driver.blocking;

import org.jspecify.annotations.NullMarked;
