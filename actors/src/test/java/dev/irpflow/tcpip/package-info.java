/**
 * Tests of the transport: whole transports that talk over a real network on a real pool in virtual
 * time, without Pekko, and a walk through all pairs of state and event.
 *
 * <p>A {@code TcpWorld} holds the machines, a {@code Talker} plays the part of WSK on each of them,
 * and an {@code End} is what it has seen of one endpoint.
 */
@NullMarked
package dev.irpflow.tcpip;

import org.jspecify.annotations.NullMarked;
