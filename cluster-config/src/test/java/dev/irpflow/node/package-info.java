/**
 * The claims of a process in real time: one thing at a time, letters of this build only, frames
 * that arrive as they were sent, and two nodes that meet over real sockets.
 *
 * <p>These tests use real threads, sockets and dispatchers, and wait for conditions with a
 * deadline; none of them sleeps.
 */
@NullMarked
package dev.irpflow.node;

import org.jspecify.annotations.NullMarked;
