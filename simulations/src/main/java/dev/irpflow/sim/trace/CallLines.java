package dev.irpflow.sim.trace;

import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;
import java.io.PrintStream;

/**
 * Notes beside a trace at which Java line each call of a driver was made: the number of the event
 * before it, a space, and the driver with its newest line.
 */
public final class CallLines implements Trace {
    private final Trace events;
    private final PrintStream into;
    private long seq;

    /** Hands all events on, and writes the lines into a stream. */
    public CallLines(Trace events, PrintStream into) {
        this.events = events;
        this.into = into;
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public void write(TraceEvent event) {
        seq = event.seq;
        events.write(event);
    }

    @Override
    public boolean wantsLines() {
        return true;
    }

    @Override
    public void calledAt(String lines) {
        into.print(seq + " " + lines.lines().findFirst().orElse("") + "\n");
    }
}
