package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;

/** The page of a driver that comes with the product: what it takes under {@code with:}. */
final class DriverPage {
    private DriverPage() {}

    static String of(ShippedDriver driver) {
        return new Page()
                .title(driver.name(), "a driver, role " + driver.role())
                .paragraph(driver.about())
                .gap()
                .term("with", SettingLines.of(driver.parameters()))
                .toString();
    }
}
