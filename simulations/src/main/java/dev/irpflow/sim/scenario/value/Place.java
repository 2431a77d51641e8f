package dev.irpflow.sim.scenario.value;

import org.jspecify.annotations.Nullable;

/**
 * A machine, or a component on it: {@code client}, {@code client/wsk}.
 *
 * @param component a subsystem or a driver; null for the machine as a whole
 */
public record Place(String machine, @Nullable String component) implements Plain {
    @Override
    public String written() {
        return component == null ? machine : machine + "/" + component;
    }
}
