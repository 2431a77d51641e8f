package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A role that a driver may play.
 *
 * @param parameters what {@code with} takes for every driver of this role
 */
public record RoleSpec(String name, String about, List<SettingSpec> parameters) {
    public RoleSpec {
        parameters = List.copyOf(parameters);
    }
}
