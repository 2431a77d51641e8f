package dev.irpflow.sim.scenario.grammar;

import java.util.List;

/**
 * What has exactly one verb: a step, a fault, a moment.
 *
 * @param name what others call it
 * @param verbs a shape for each verb, whose first key is the verb itself
 */
public record Phrase(String name, List<Shape> verbs, String about) {
    public Phrase {
        verbs = List.copyOf(verbs);
    }
}
