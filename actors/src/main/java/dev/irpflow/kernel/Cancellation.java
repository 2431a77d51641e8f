package dev.irpflow.kernel;

import dev.irpflow.protocol.kernel.KStartRoutine;
import java.util.List;

/**
 * What the I/O manager cancels by itself, in a strand of its own: the IRPs of a thread that has
 * ended, or those that a requester wants no longer. It keeps them from going at that moment.
 *
 * @param irps as they are when it is asked for, oldest first
 */
public record Cancellation(List<Irp.Use> irps) {
    /** Begins it; until it has ended no driver is unloaded. */
    public void begin(Machine machine, String name, long origin) {
        Strand strand =
                machine.strands()
                        .beginThread(
                                StrandKind.THREAD,
                                machine.place("io"),
                                name,
                                KStartRoutine.getDefaultInstance(),
                                this,
                                origin);
        machine.ioManagerWork().begun(strand);
    }
}
