/**
 * An echo server and its client as WSK applications, as the public echo sample of Windows is
 * shaped: a worker thread, a queue of operations that each have an IRP of their own, two of them
 * for a connection, and an event callback that takes connections in. Page:
 * windows-driver-docs-pr/network/winsock-kernel-operations.md.
 */
@NullMarked
package dev.irpflow.echo;

import org.jspecify.annotations.NullMarked;
