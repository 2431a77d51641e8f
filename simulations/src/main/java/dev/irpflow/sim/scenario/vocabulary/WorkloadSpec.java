package dev.irpflow.sim.scenario.vocabulary;

import java.util.List;

/**
 * A workload that {@code run:} may name.
 *
 * @param about one sentence for {@code irpflow list workloads}
 * @param parameters what {@code with} takes
 * @param outputs what {@code gives} may check and references may name
 * @param mayBegin whether it is one operation, which {@code begin} may begin
 */
public record WorkloadSpec(
        String name,
        String about,
        List<SettingSpec> parameters,
        List<SettingSpec> outputs,
        boolean mayBegin) {
    /** A workload that is done when it returns. */
    public WorkloadSpec(
            String name, String about, List<SettingSpec> parameters, List<SettingSpec> outputs) {
        this(name, about, parameters, outputs, false);
    }

    public WorkloadSpec {
        parameters = List.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }
}
