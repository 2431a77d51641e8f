package dev.irpflow.sim.cluster;

import dev.irpflow.protocol.node.TraceBatch;
import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;

/** The trace of the machines that a node plays: it goes to the process that leads the run. */
final class SentTrace implements Trace {
    private static final int BATCH = 64;

    private final Correspondence letters;
    private final int number;
    private final boolean on;
    private TraceBatch.Builder batch = TraceBatch.newBuilder();

    SentTrace(Correspondence letters, int number, boolean on) {
        this.letters = letters;
        this.number = number;
        this.on = on;
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public void write(TraceEvent event) {
        batch.addEvents(WireEvents.toWire(event));
        if (batch.getEventsCount() == BATCH) {
            send(event.timeNs);
        }
    }

    /** Sends what is there, and that nothing older than this will follow. */
    void send(long completeUntilNs) {
        letters.send(
                letters.placement().leader(),
                batch.setRun(letters.run())
                        .setNode(number)
                        .setCompleteUntilNs(completeUntilNs)
                        .build());
        batch = TraceBatch.newBuilder();
    }
}
