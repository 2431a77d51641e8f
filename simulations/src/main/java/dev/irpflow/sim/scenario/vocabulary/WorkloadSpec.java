package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A workload that {@code run:} may name.
 *
 * @param about one sentence for {@code irpflow list workloads}
 * @param parameters what {@code with} takes
 * @param outputs what {@code gives} may check and references may name
 */
public record WorkloadSpec(
        String name, String about, List<SettingSpec> parameters, List<SettingSpec> outputs) {
    public WorkloadSpec {
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }
}
