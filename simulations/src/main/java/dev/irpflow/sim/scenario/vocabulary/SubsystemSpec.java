package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A subsystem that a machine may set, or be without.
 *
 * @param name its key below a machine, and the component's name in places: {@code client/wsk}
 */
public record SubsystemSpec(String name, String about, List<SettingSpec> settings) {
    public SubsystemSpec {
        settings = List.copyOf(settings);
    }
}
