/**
 * RDBSS, the redirected drive buffering subsystem: what stands between the I/O manager and a
 * network mini-redirector.
 *
 * <p>It owns the IRPs that are sent to a redirector's device, the tables of servers, shares, views,
 * files and opens, their reference counts and their end, and calls the mini-redirector's routines
 * in the documented order. It owes the mini-redirector: no call of a NULL slot, no synchronous
 * routine before MRxStart has succeeded, bottom-up finalisation; and the requester: one completion
 * of each IRP. Start reading at {@link dev.irpflow.rdbss.Rdbss}; an IRP's way through it is {@link
 * dev.irpflow.rdbss.Dispatching}. Pages:
 * windows-driver-docs-pr/ifs/the-redirected-drive-buffering-subsystem.md and those of each class.
 */
@NullMarked
package dev.irpflow.rdbss;

import org.jspecify.annotations.NullMarked;
