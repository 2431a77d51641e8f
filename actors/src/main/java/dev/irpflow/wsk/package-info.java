/**
 * Winsock Kernel (WSK) of one machine: registrations and captures of its NPI, listening, connection
 * and stream sockets, and the event callbacks of its clients.
 *
 * <p>It owes its clients that the completion routine of every IRP runs exactly once, failures
 * included; that a send completes when the peer has acknowledged all of it; that receives complete
 * in order; and that a closed socket has neither an IRP nor a callback left. Below it, it calls the
 * transport ({@code dev.irpflow.protocol.tcpip}) and is called by it; IRPs end through the I/O
 * manager. Pages: windows-driver-docs-pr/network/winsock-kernel-architecture.md and
 * wdk-ddi-src/content/wsk.
 *
 * <p>Start reading at {@link dev.irpflow.wsk.Wsk}, then {@code Registrations}, {@code SocketState},
 * {@code Agenda}. Datagram and basic sockets, options and name resolution are still absent.
 */
@NullMarked
package dev.irpflow.wsk;

import org.jspecify.annotations.NullMarked;
