package dev.irpflow.kernel;

import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trace in memory. */
public final class TestTrace implements Trace {
    /** One event; the words are those of the trace file, absent ones null. */
    public record Line(
            long seq,
            long timeNs,
            TraceEvent.Kind kind,
            @Nullable String routine,
            @Nullable String from,
            @Nullable String to,
            long call,
            long cause,
            @Nullable String object,
            @Nullable String status,
            int processor,
            @Nullable String strand,
            int depth,
            @Nullable String irql) {
        /** Whether it is an event of this kind about this routine. */
        public boolean is(TraceEvent.Kind of, String about) {
            return kind == of && about.equals(routine);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private boolean on = true;

    /** Takes no more events. */
    public void off() {
        on = false;
    }

    /** All events, oldest first. */
    public List<Line> lines() {
        return lines;
    }

    /** The events of one kind about one routine, oldest first. */
    public List<Line> of(TraceEvent.Kind kind, String routine) {
        return lines.stream().filter(line -> line.is(kind, routine)).toList();
    }

    /** The routines of the delivered calls, completions and cancels, in order. */
    public List<String> calls() {
        List<String> names = new ArrayList<>();
        for (Line line : lines) {
            boolean opens =
                    line.kind() == TraceEvent.Kind.CALL
                            || line.kind() == TraceEvent.Kind.COMPLETION
                            || line.kind() == TraceEvent.Kind.CANCEL;
            if (opens && line.routine() != null) {
                names.add(line.routine());
            }
        }
        return names;
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public void write(TraceEvent event) {
        lines.add(
                new Line(
                        event.seq,
                        event.timeNs,
                        event.kind,
                        event.routine,
                        event.from,
                        event.to,
                        event.call,
                        event.cause,
                        event.object,
                        event.status,
                        event.processor,
                        event.strand,
                        event.depth,
                        event.irql));
    }
}
