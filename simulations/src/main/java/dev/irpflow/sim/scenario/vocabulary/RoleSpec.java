package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A role that a driver may play.
 *
 * @param tables the dispatch tables in which its routines lie
 * @param parameters what {@code with} takes for every driver of this role
 */
public record RoleSpec(
        String name, String about, List<String> tables, List<SettingSpec> parameters) {
    public RoleSpec {
        tables = List.copyOf(tables);
        parameters = List.copyOf(parameters);
    }
}
