/**
 * Tests of the simulated network: what a link does to frames, measured where they arrive.
 *
 * <p>The machines here have no transport; a component that notes each arrival sits where it would
 * be. Chance comes from a hash of seed and site, as in a run, so that shares can be counted.
 */
@NullMarked
package dev.irpflow.network;

import org.jspecify.annotations.NullMarked;
