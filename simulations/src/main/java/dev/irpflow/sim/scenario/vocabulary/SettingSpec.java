package dev.irpflow.sim.scenario.vocabulary;

import dev.irpflow.sim.scenario.value.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting or parameter by name.
 *
 * @param need whether it must be given
 * @param range where its values lie, null for anywhere
 * @param otherwise what holds without it, null if {@code about} says so
 * @param about one sentence for {@code irpflow list}
 */
public record SettingSpec(
        String name,
        ValueType type,
        Need need,
        @Nullable Range range,
        @Nullable String otherwise,
        String about) {
    /**
     * What a number, time or size may be.
     *
     * @param step what it must be a multiple of
     */
    public record Range(Plain least, Plain most, Plain step) {}

    /** Whether something must be given. */
    public enum Need {
        REQUIRED,
        OPTIONAL
    }

    public static SettingSpec required(String name, ValueType type, String about) {
        return new SettingSpec(name, type, Need.REQUIRED, null, null, about);
    }

    public static SettingSpec optional(String name, ValueType type, String about) {
        return new SettingSpec(name, type, Need.OPTIONAL, null, null, about);
    }

    /** The same between limits, both included. */
    public SettingSpec within(Range limits) {
        return new SettingSpec(name, type, need, limits, otherwise, about);
    }

    /** The same, where it is said what holds without it. */
    public SettingSpec otherwise(String words) {
        return new SettingSpec(name, type, need, range, words, about);
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
