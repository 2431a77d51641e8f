package dev.irpflow.sim.trace;

import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps events in memory, for stories and tests; the oldest give way when there are too many. */
public final class Recording implements Trace {
    private final int limit;
    private final Deque<Recorded> events = new ArrayDeque<>();
    private long dropped;

    /**
     * An empty recording.
     *
     * @param limit how many events it keeps at most
     */
    public Recording(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void write(TraceEvent event) {
        if (events.size() == limit) {
            events.removeFirst();
            dropped++;
        }
        events.addLast(Recorded.of(event));
    }

    /** The events, oldest first. */
    public List<Recorded> events() {
        return new ArrayList<>(events);
    }

    /** How many gave way. */
    public long dropped() {
        return dropped;
    }
}
