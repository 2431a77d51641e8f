package dev.irpflow.sim.trace;

import dev.irpflow.stage.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that was kept: the same keys as {@link TraceEvent}, as a value. {@code fields} is the
 * protobuf message itself, which never changes.
 */
public record Recorded(
        long seq,
        long timeNs,
        TraceEvent.Kind kind,
        @Nullable String routine,
        @Nullable String from,
        @Nullable String to,
        long call,
        long cause,
        long operation,
        @Nullable String object,
        @Nullable String status,
        @Nullable String machine,
        int processor,
        @Nullable String strand,
        int depth,
        @Nullable String irql,
        @Nullable String fault,
        @Nullable String decision,
        @Nullable Object fields) {
    /** A copy of the buffer's present content. */
    public static Recorded of(TraceEvent e) {
        return new Recorded(
                e.seq,
                e.timeNs,
                e.kind,
                e.routine,
                e.from,
                e.to,
                e.call,
                e.cause,
                e.operation,
                e.object,
                e.status,
                e.machine,
                e.processor,
                e.strand,
                e.depth,
                e.irql,
                e.fault,
                e.decision,
                e.fields);
    }
}
