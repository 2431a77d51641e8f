package dev.irpflow.sim.scenario.value;

import java.util.List;

/** A list of values: flags, repeated fields, addresses. */
public record Items(List<Value> values) implements Value {
    public Items {
        values = List.copyOf(values);
    }
}
