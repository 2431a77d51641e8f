package dev.irpflow.sim.scenario;

import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A setting, or a parameter of a workload or driver, with its value. */
public record Setting(String name, Value value, Where where) {
    /** The value of this name, or null if it is not given. */
    public static @Nullable Value find(List<Setting> settings, String name) {
        for (Setting setting : settings) {
            if (setting.name().equals(name)) {
                return setting.value();
            }
        }
        return null;
    }
}
