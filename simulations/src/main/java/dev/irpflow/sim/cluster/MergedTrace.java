package dev.irpflow.sim.cluster;

import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.protocol.node.TracedEvent;
import dev.irpflow.sim.trace.Recorded;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * One trace out of those of all processes of a run, by time. An event is held back until every
 * process has said that nothing older follows. Confined to the leader's serial executor.
 */
final class MergedTrace implements Trace {
    /** No event of this process follows. */
    static final long COMPLETE = Long.MAX_VALUE;

    private record Held(long timeNs, int node, long order, Recorded event) {}

    private final Trace target;
    private final long[] completeUntil;
    private final long[] offsets;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(
                    Comparator.comparingLong(Held::timeNs)
                            .thenComparingInt(Held::node)
                            .thenComparingLong(Held::order));
    private final TraceEvent buffer = new TraceEvent();
    private long order;

    MergedTrace(Trace target, int processes) {
        this.target = target;
        this.completeUntil = new long[processes];
        this.offsets = new long[processes];
    }

    /** How much later the clock of this process stands than that of another. */
    void offset(int node, long ns) {
        offsets[node] = ns;
    }

    @Override
    public boolean isOn() {
        return target.isOn();
    }

    @Override
    public void write(TraceEvent event) {
        hold(0, event.timeNs, event);
        completeUntil(0, event.timeNs);
    }

    /** Events of another process have come. */
    void add(TraceBatch batch) {
        int node = batch.getNode();
        if (node <= 0 || node >= offsets.length) {
            return;
        }
        for (TracedEvent traced : batch.getEventsList()) {
            WireEvents.fromWire(traced, buffer);
            buffer.timeNs += offsets[node];
            hold(node, buffer.timeNs, buffer);
        }
        long until = batch.getCompleteUntilNs();
        completeUntil(node, until == COMPLETE ? COMPLETE : until + offsets[node]);
    }

    /** Whether every other process has said its last. */
    boolean isComplete() {
        for (int i = 1; i < completeUntil.length; i++) {
            if (completeUntil[i] != COMPLETE) {
                return false;
            }
        }
        return true;
    }

    /** Nothing more comes from a process, for it is lost or the run is over. */
    void completeUntil(int node, long ns) {
        completeUntil[node] = ns;
        long all = Arrays.stream(completeUntil).min().orElse(COMPLETE);
        while (!held.isEmpty() && held.peek().timeNs() <= all) {
            release(held.remove());
        }
    }

    /** Writes what is held back, whatever may still come. */
    void end() {
        Arrays.fill(completeUntil, COMPLETE);
        completeUntil(0, COMPLETE);
    }

    private void hold(int node, long timeNs, TraceEvent event) {
        held.add(new Held(timeNs, node, order++, Recorded.of(event)));
    }

    private void release(Held next) {
        Recorded event = next.event();
        buffer.clear();
        buffer.seq = event.seq();
        buffer.timeNs = event.timeNs();
        buffer.kind = event.kind();
        buffer.routine = event.routine();
        buffer.from = event.from();
        buffer.to = event.to();
        buffer.call = event.call();
        buffer.cause = event.cause();
        buffer.operation = event.operation();
        buffer.object = event.object();
        buffer.status = event.status();
        buffer.machine = event.machine();
        buffer.processor = event.processor();
        buffer.strand = event.strand();
        buffer.depth = event.depth();
        buffer.irql = event.irql();
        buffer.fault = event.fault();
        buffer.decision = event.decision();
        buffer.fields = event.fields();
        buffer.onStrand = event.strand() != null;
        target.write(buffer);
    }
}
