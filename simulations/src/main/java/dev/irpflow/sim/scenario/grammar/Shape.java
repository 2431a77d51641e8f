package dev.irpflow.sim.scenario.grammar;

import java.util.List;

/**
 * Keys that belong together.
 *
 * @param name what others call it; the verb, where it has one
 * @param keys in the order in which they are best written
 * @param about what it is
 */
public record Shape(String name, List<Key> keys, String about) {
    public Shape {
        keys = List.copyOf(keys);
    }

    /** The names of its keys. */
    public List<String> names() {
        return keys.stream().map(Key::name).toList();
    }
}
