package dev.irpflow.sim.scenario.vocabulary;

import dev.irpflow.sim.scenario.value.Constant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words that do not come from the contract; see {@link Vocabulary} for each. Whoever implements
 * them declares them.
 */
public record Declarations(
        List<WorkloadSpec> workloads,
        List<RoleSpec> roles,
        List<ShippedDriver> drivers,
        List<SubsystemSpec> subsystems,
        List<SettingSpec> choices,
        List<String> rules,
        List<String> checkers,
        List<String> goals,
        List<String> frames,
        List<Constant> bugChecks,
        Function<String, @Nullable List<SettingSpec>> ownDrivers) {
    public Declarations {
        workloads = List.copyOf(workloads);
        roles = List.copyOf(roles);
        drivers = List.copyOf(drivers);
        subsystems = List.copyOf(subsystems);
        choices = List.copyOf(choices);
        rules = List.copyOf(rules);
        checkers = List.copyOf(checkers);
        goals = List.copyOf(goals);
        frames = List.copyOf(frames);
        bugChecks = List.copyOf(bugChecks);
    }
}
