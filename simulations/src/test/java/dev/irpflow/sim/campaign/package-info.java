/**
 * The books of a hunt held against what comes from outside: journals of other computers and full
 * disks, and streams into which whatever runs in a worker can write too.
 *
 * <p>Whatever the bytes are, what is read of them is sound or is not counted, and nothing is thrown
 * but what the reader declares.
 */
@NullMarked
package dev.irpflow.sim.campaign;

import org.jspecify.annotations.NullMarked;
