package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import java.util.List;

/**
 * Settings and results, one on a line: the name, what it is, its type and what holds without it.
 */
final class SettingLines {
    private SettingLines() {}

    static List<String> of(List<SettingSpec> settings) {
        int longest = settings.stream().mapToInt(each -> each.name().length()).max().orElse(1);
        String cells = "%-" + (longest + 2) + "s%s";
        return settings.stream()
                .map(setting -> cells.formatted(setting.name(), told(setting)))
                .toList();
    }

    private static String told(SettingSpec setting) {
        SettingSpec.Range range = setting.range();
        String limits =
                range == null
                        ? setting.type().description()
                        : range.least().written() + " to " + range.most().written();
        String otherwise =
                setting.otherwise() == null ? "" : "; " + setting.otherwise() + " without it";
        return "%s (%s%s)".formatted(setting.about(), limits, otherwise);
    }
}
