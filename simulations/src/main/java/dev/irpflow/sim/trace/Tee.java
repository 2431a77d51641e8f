package dev.irpflow.sim.trace;

import dev.irpflow.stage.Trace;
import dev.irpflow.stage.TraceEvent;

/**
 * Hands each event to two traces, if they are on.
 *
 * @param first told first
 * @param second told second
 */
public record Tee(Trace first, Trace second) implements Trace {
    @Override
    public boolean isOn() {
        return first.isOn() || second.isOn();
    }

    @Override
    public void write(TraceEvent event) {
        if (first.isOn()) {
            first.write(event);
        }
        if (second.isOn()) {
            second.write(event);
        }
    }
}
