package dev.irpflow.sim.run;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** {@code end-thread}: what an application does that ends one of its own threads. */
final class EndThread implements Workload {
    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "end-thread",
                "Ends another thread of the application: its wait in user mode is broken off unless"
                        + " its APCs are disabled, and no step follows the present one.",
                List.of(
                        SettingSpec.required(
                                "thread",
                                ValueType.Simple.TEXT,
                                "The thread, by its name in `together`.")),
                List.of());
    }

    @Override
    public Outputs run(WorkloadContext context) {
        String thread = context.required("thread");
        context.machine().footprint().everything(); // whatever the thread waits for
        if (!context.machine().strands().askToEnd(thread)) {
            return Outputs.failed(NtStatus.STATUS_INVALID_PARAMETER, "the end of " + thread);
        }
        context.run().threads().askToEnd(thread, context.machine().name());
        return Outputs.success(Map.of());
    }
}
