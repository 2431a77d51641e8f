package dev.irpflow.sim.scenario.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys with their values, in the order of the file. No key occurs twice. */
public record Mapping(List<Entry> entries, Where where) implements Node {
    /** One key and its value. */
    public record Entry(Scalar key, Node value) {
        /** The key's text. */
        public String name() {
            return key.text();
        }
    }

    public Mapping {
        entries = List.copyOf(entries);
    }

    /** The entry with this key, or null. */
    public @Nullable Entry find(String key) {
        for (Entry entry : entries) {
            if (entry.name().equals(key)) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public String describe() {
        return "keys with values";
    }
}
