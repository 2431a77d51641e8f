package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;

/** The page of a workload: what it takes under {@code with:}, and what {@code gives:} may check. */
final class WorkloadPage {
    private WorkloadPage() {}

    static String of(WorkloadSpec workload) {
        Page page =
                new Page()
                        .title(workload.name(), "a workload, for run:")
                        .paragraph(workload.about())
                        .gap()
                        .term("with", SettingLines.of(workload.parameters()));
        if (!workload.outputs().isEmpty()) {
            page.term("gives", SettingLines.of(workload.outputs()));
        }
        return page.toString();
    }
}
