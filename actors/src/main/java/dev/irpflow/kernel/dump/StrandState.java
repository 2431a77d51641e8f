package dev.irpflow.kernel.dump;

import java.util.List;

/**
 * A thread, a DPC or a work item.
 *
 * @param id its number
 * @param name its name
 * @param kind what it is to the scheduler
 * @param irql its IRQL
 * @param processor the processor on which it is or was last
 * @param state running, ready, waiting, spinning or queued
 * @param reason what it waits for, "" for nothing
 * @param waitsFor the objects for which it waits, by number
 * @param calls its open calls, newest first
 * @param locks what it holds, oldest first
 */
public record StrandState(
        long id,
        String name,
        String kind,
        String irql,
        int processor,
        String state,
        String reason,
        List<Long> waitsFor,
        List<Frame> calls,
        List<HeldLock> locks) {
    /** Keeps lists of its own. */
    public StrandState {
        waitsFor = List.copyOf(waitsFor);
        calls = List.copyOf(calls);
        locks = List.copyOf(locks);
    }

    /**
     * An open call.
     *
     * @param message its number in the trace, 0 if it was not delivered
     * @param kind call, completion, cancel or frame
     * @param routine the routine
     * @param from who calls
     * @param to who is called
     * @param object the object that it is about, 0 for none
     * @param label how that object is named
     * @param irql the IRQL at which it was called
     * @param parameters what was passed, in one line
     * @param lines the Java lines of the driver that it came to, newest first
     */
    public record Frame(
            long message,
            String kind,
            String routine,
            String from,
            String to,
            long object,
            String label,
            String irql,
            String parameters,
            List<String> lines) {
        /** Keeps lists of its own. */
        public Frame {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A lock that it holds.
     *
     * @param lock its number
     * @param label how it is named
     * @param kind its kind
     * @param form how it was taken
     * @param oldIrql the IRQL to which its release returns
     */
    public record HeldLock(long lock, String label, String kind, String form, String oldIrql) {}
}
