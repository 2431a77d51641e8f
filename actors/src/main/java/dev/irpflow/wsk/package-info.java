/**
 * Winsock Kernel (WSK) of one machine: registrations and captures of its NPI, listening, connection
 * stream, datagram and basic sockets, the event callbacks of its clients, and the names of hosts.
 *
 * <p>It owes its clients that the completion routine of every IRP runs exactly once, failures
 * included; that a send completes when the peer has acknowledged all of it; that receives complete
 * in order; and that a closed socket has neither an IRP nor a callback left. Below it, it calls the
 * transport ({@code dev.irpflow.protocol.tcpip}) and is called by it; IRPs end through the I/O
 * manager. Pages: windows-driver-docs-pr/network/winsock-kernel-architecture.md and
 * wdk-ddi-src/content/wsk.
 *
 * <p>Start reading at {@link dev.irpflow.wsk.Wsk}, then {@code Registrations}, {@code SocketState},
 * {@code Agenda}. What needs no socket begins at {@code ClientFunctions}.
 */
@NullMarked
package dev.irpflow.wsk;

import org.jspecify.annotations.NullMarked;
