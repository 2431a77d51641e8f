package dev.irpflow.kernel.dump;

/**
 * An event of the trace.
 *
 * @param seq its number
 * @param timeNs when, in nanoseconds
 * @param kind the word of the trace
 * @param from who
 * @param to whom, "" for nobody
 * @param what the routine, or what has happened
 * @param status what was answered, "" for nothing
 * @param object what it was about, "" for nothing
 * @param where strand, processor and IRQL, "" for none
 */
public record TracedMessage(
        long seq,
        long timeNs,
        String kind,
        String from,
        String to,
        String what,
        String status,
        String object,
        String where) {}
