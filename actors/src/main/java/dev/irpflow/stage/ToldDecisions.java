package dev.irpflow.stage;

/** Writes what was taken from the pool instead of the boring candidate into the stage's trace. */
public final class ToldDecisions implements Pool.Decisions {
    private final Stage stage;

    /** Writes into the trace of this stage. */
    public ToldDecisions(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void deviated(long site, Answer answer, String chosen, String insteadOf) {
        Trace trace = stage.trace();
        if (!trace.isOn()) {
            return;
        }
        TraceEvent event = stage.event().clear();
        event.kind = TraceEvent.Kind.DECISION;
        event.seq = stage.nextNoteSeq();
        event.timeNs = stage.now();
        event.decision = "%016x=%s %s before %s".formatted(site, answer, chosen, insteadOf);
        trace.write(event);
    }
}
