package dev.irpflow.sim.scenario.value;

import java.util.List;
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

    /** Whether one of these is meant, or anywhere because none is named. */
    public static boolean isAmong(List<Place> places, String machine, @Nullable String component) {
        if (places.isEmpty()) {
            return true;
        }
        for (Place place : places) {
            if (place.machine().equals(machine)
                    && (place.component() == null || place.component().equals(component))) {
                return true;
            }
        }
        return false;
    }
}
