/**
 * The transport of one machine: IPv4 addresses, ports, TCP by RFC 9293 and UDP by RFC 768.
 *
 * <p>Its clients (WSK) bind endpoints and call functions that end at their return; what happens
 * later is told by indications, one at a time for each endpoint, nested in the DPC of the frame or
 * timer that brought it about. A stream arrives exactly as it was sent, or the connection is reset.
 *
 * <p>Start reading at {@link dev.irpflow.tcpip.Tcpip}, which routes; one {@code Connection} has a
 * {@code Sender}, a {@code Receiver} and a {@code TcpState}, whose transitions are one total
 * switch; {@code Datagrams} is all of UDP. The messages are in {@code dev.irpflow.protocol.tcpip},
 * the frames in {@code dev.irpflow.protocol.network}.
 *
 * <p>Pages: {@code windows-driver-docs-pr/network/winsock-kernel-architecture.md}, {@code
 * windows-driver-docs-pr/network/sharing-transport-addresses.md}; RFC 9293, 6298, 5681, 6582, 6528,
 * 768.
 */
@NullMarked
package dev.irpflow.tcpip;

import org.jspecify.annotations.NullMarked;
