package dev.irpflow.sim.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the trees that {@link Json} writes. */
public final class Trees {
    private Trees() {}

    /** A map of keys and values in turn, in their order. */
    public static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }
}
