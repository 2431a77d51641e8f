package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A driver that comes with the product, for {@code like:}.
 *
 * @param role the role that it can play
 * @param parameters what {@code with} takes besides the parameters of the role
 */
public record ShippedDriver(String name, String role, String about, List<SettingSpec> parameters) {
    public ShippedDriver {
        parameters = List.copyOf(parameters);
    }
}
