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

    /**
     * Cancels what was built for a thread that ends: it is signaled after the last of its IRPs.
     * False if nothing is left.
     */
    static boolean atExit(Strand thread) {
        List<Irp> sent = thread.irps().sent();
        if (sent.isEmpty()) {
            return false;
        }
        thread.irps().last(thread.thread());
        new Cancellation(sent.stream().map(Irp::use).toList())
                .begin(thread.machine(), "exit of " + thread.name(), thread.origin());
        return true;
    }
}
