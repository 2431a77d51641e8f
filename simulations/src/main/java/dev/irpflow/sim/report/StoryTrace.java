package dev.irpflow.sim.report;

import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.sim.trace.Recording;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.util.List;

/**
 * Keeps of a trace what a story is made of: the highlights from the beginning on, and the newest
 * events whole, so that a violation can be followed back.
 */
public final class StoryTrace implements Trace {
    // What led to a violation lies within the newest events; a longer memory costs a gigabyte.
    private static final int NEWEST = 100_000;

    private final Recording newest = new Recording(NEWEST);
    private final Highlights highlights = new Highlights();
    private long decisions;
    private long lastSeq;

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void write(TraceEvent event) {
        lastSeq = event.seq;
        if (event.kind == TraceEvent.Kind.DECISION) {
            decisions++;
        }
        newest.write(event);
        highlights.add(Recorded.of(event));
    }

    /** How many decisions other than the boring one there were. */
    public long decisions() {
        return decisions;
    }

    /** The number of the newest event. */
    public long lastSeq() {
        return lastSeq;
    }

    /** The newest events, oldest first. */
    public List<Recorded> newest() {
        return newest.events();
    }

    Highlights highlights() {
        return highlights;
    }
}
