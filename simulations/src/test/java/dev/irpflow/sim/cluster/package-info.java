/**
 * Runs in real time: in this process, and on a cluster of JVMs that talk over real sockets.
 *
 * <p>The other JVMs are started with the class path of the tests ({@link
 * dev.irpflow.sim.cluster.OtherJvm}). A test waits for what a process says, never for a time; its
 * deadline only ends a test that has failed.
 */
@NullMarked
package dev.irpflow.sim.cluster;

import org.jspecify.annotations.NullMarked;
