package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting or parameter by name.
 *
 * @param need whether it must be given; what holds without it is for {@code about} to say
 * @param about one sentence for {@code irpflow list}
 */
public record SettingSpec(String name, ValueType type, Need need, String about) {
    /** Whether something must be given. */
    public enum Need {
        REQUIRED,
        OPTIONAL
    }

    public static SettingSpec required(String name, ValueType type, String about) {
        return new SettingSpec(name, type, Need.REQUIRED, about);
    }

    public static SettingSpec optional(String name, ValueType type, String about) {
        return new SettingSpec(name, type, Need.OPTIONAL, about);
    }

    /** The setting of this name, or null. */
    public static @Nullable SettingSpec find(List<SettingSpec> settings, String name) {
        for (SettingSpec setting : settings) {
            if (setting.name().equals(name)) {
                return setting;
            }
        }
        return null;
    }
}
