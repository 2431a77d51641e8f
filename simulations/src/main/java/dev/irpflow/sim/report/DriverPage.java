package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import java.util.List;

/** The page of a driver that comes with the product: what it takes under {@code with:}. */
final class DriverPage {
    private DriverPage() {}

    static String of(ShippedDriver driver) {
        Page page =
                new Page()
                        .title(driver.name(), "a driver, role " + driver.role())
                        .paragraph(driver.about())
                        .gap();
        int longest =
                driver.parameters().stream().mapToInt(each -> each.name().length()).max().orElse(1);
        String cells = "%-" + (longest + 2) + "s%s";
        List<String> lines =
                driver.parameters().stream()
                        .map(setting -> cells.formatted(setting.name(), told(setting)))
                        .toList();
        return page.term("with", lines).toString();
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
