package dev.irpflow.kernel;

import dev.irpflow.stage.Occurrences;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Stage;
import dev.irpflow.stage.TraceEvent;
import dev.irpflow.stage.VirtualClock;
import java.util.ArrayList;
import java.util.List;

/** A stage of one test: the real pool, virtual time, scripted answers and a trace in memory. */
public final class TestStage implements Stage {
    private final VirtualClock clock = new VirtualClock();
    private final TestChooser chooser = new TestChooser();
    private final TestTrace trace = new TestTrace();
    private final Occurrences occurrences = new Occurrences();
    private final List<String> decisions = new ArrayList<>();
    private final Pool pool =
            new Pool(
                    clock,
                    chooser,
                    occurrences,
                    (site, answer, chosen, insteadOf) ->
                            decisions.add(chosen + " instead of " + insteadOf));
    private final TraceEvent event = new TraceEvent();
    private long seq;

    /** What was taken from the pool instead of the boring candidate, in words. */
    public List<String> decisions() {
        return decisions;
    }

    @Override
    public Pool pool() {
        return pool;
    }

    @Override
    public long site(long chain, long what) {
        return occurrences.next(chain, what);
    }

    @Override
    public TestChooser chooser() {
        return chooser;
    }

    @Override
    public TestTrace trace() {
        return trace;
    }

    @Override
    public long nextSeq() {
        return ++seq;
    }

    @Override
    public long nextNoteSeq() {
        return nextSeq();
    }

    @Override
    public TraceEvent event() {
        return event;
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public boolean reach(long ns) {
        return clock.reach(ns);
    }
}
