package dev.irpflow.sim.run;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Range;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What drivers declare of their settings, as the loader checks it. */
final class OwnSettings {
    private static final TimeSpan MILLISECOND = new TimeSpan(1_000_000);

    private OwnSettings() {}

    /** The settings of a class of the user's; null if it declares none. */
    static @Nullable List<SettingSpec> of(String className) {
        List<DriverSetting> declared = UserClasses.settings(className);
        return declared == null ? null : declared.stream().map(OwnSettings::spec).toList();
    }

    /** The settings of a driver that comes with the product. */
    static List<SettingSpec> of(Driver driver) {
        List<DriverSetting> declared = driver.settings();
        if (declared == null) {
            throw new IllegalStateException(driver + " does not declare its settings");
        }
        return declared.stream().map(OwnSettings::spec).toList();
    }

    private static SettingSpec spec(DriverSetting setting) {
        SettingSpec spec =
                SettingSpec.optional(setting.name(), type(setting), setting.about())
                        .otherwise(setting.otherwise());
        Plain step =
                switch (setting.kind()) {
                    case TEXT, SWITCH, WORD -> null;
                    case COUNT -> new Count(1);
                    case TIME -> MILLISECOND;
                    case SIZE -> new Size(1);
                };
        return step == null
                ? spec
                : spec.within(
                        new Range(
                                limit(setting, setting.least()),
                                limit(setting, setting.most()),
                                step));
    }

    private static ValueType type(DriverSetting setting) {
        return switch (setting.kind()) {
            case TEXT -> ValueType.Simple.TEXT;
            case SWITCH -> ValueType.Simple.SWITCH;
            case WORD -> new ValueType.Choice(setting.words());
            case COUNT -> ValueType.Simple.COUNT;
            case TIME -> ValueType.Simple.DURATION;
            case SIZE -> ValueType.Simple.SIZE;
        };
    }

    private static Plain limit(DriverSetting setting, String written) {
        Parsed<? extends Plain> parsed =
                switch (setting.kind()) {
                    case TEXT, SWITCH, WORD -> throw new IllegalStateException();
                    case COUNT -> Numbers.count(written).map(Count::new);
                    case TIME -> Quantities.time(written);
                    case SIZE -> Quantities.size(written);
                };
        if (parsed instanceof Parsed.Good<? extends Plain>(Plain limit)) {
            return limit;
        }
        throw new IllegalArgumentException(
                "setting %s declares %s, which is no %s"
                        .formatted(setting.name(), written, setting.kind()));
    }
}
