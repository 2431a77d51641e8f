package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A driver that comes with the product, for {@code like:}.
 *
 * @param role the role that it can play
 * @param parameters what {@code with} takes besides the parameters of the role
 * @param keepsSessions whether it is a server with sessions that can end
 */
public record ShippedDriver(
        String name,
        String role,
        String about,
        List<SettingSpec> parameters,
        boolean keepsSessions) {
    public ShippedDriver {
        parameters = List.copyOf(parameters);
    }

    /** One that keeps no sessions. */
    public ShippedDriver(String name, String role, String about, List<SettingSpec> parameters) {
        this(name, role, about, parameters, false);
    }
}
