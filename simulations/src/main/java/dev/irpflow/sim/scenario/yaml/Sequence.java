package dev.irpflow.sim.scenario.yaml;

import java.util.List;

/** A list of nodes. */
public record Sequence(List<Node> items, Where where) implements Node {
    public Sequence {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return "a list";
    }
}
