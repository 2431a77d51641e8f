package dev.irpflow.sim.scenario.load;

import java.util.Map;

/**
 * A row of {@code examples}: the values that its runs take instead of those of the parameters.
 *
 * @param number its place in the file, from 1; 0 where a scenario has no examples
 * @param values by parameter, without those that the command line sets
 */
public record Example(int number, Map<String, String> values) {
    /** The only one of a scenario that has none. */
    static final Example NONE = new Example(0, Map.of());
}
