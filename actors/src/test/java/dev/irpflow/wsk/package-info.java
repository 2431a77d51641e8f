/**
 * Tests of WSK: two machines with the real kernel, I/O manager, transport and network, and on each
 * a driver of the test that is WSK's client.
 *
 * <p>A {@code WskWorld} holds both machines, a {@code Peer} is one of them, and an {@code Op} is
 * one call with an IRP: what it returned, and each time that its completion routine ran. Nothing
 * here stands in for a part; faults act where they do in a run, at the message boundary.
 */
@NullMarked
package dev.irpflow.wsk;

import org.jspecify.annotations.NullMarked;
