package dev.irpflow.sim.run;

import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Machine;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/**
 * {@code end-process}: what the system does when an application ends. Page:
 * windows-driver-docs-pr/kernel/irp-mj-cleanup.md.
 */
final class EndProcess implements Workload {
    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "end-process",
                "Ends the application of a machine: what its steps have begun with system services is"
                        + " cancelled and waited for, and its handles are closed in their order."
                        + " Steps that follow are another application's.",
                List.of(),
                List.of());
    }

    @Override
    public Outputs run(WorkloadContext context) {
        end(context.run(), context.here());
        return Outputs.success(Map.of());
    }

    /** Ends the application of a machine, on a strand of its own. */
    static void end(ScenarioRun run, RunningMachine here) {
        Machine machine = here.machine();
        machine.footprint().everything(); // whatever its threads wait for
        StepNames names = run.state().names();
        for (StepNames.Begun operation : names.notAwaited()) {
            ServiceEnd service = operation.call().service();
            if (operation.on() == here && service != null) {
                service.threadEnds(here);
                operation.call().release();
                names.forget(operation);
            }
        }
        String application = machine.place(Application.PLACE).toString();
        for (Handle handle : machine.objects().all(Handle.class)) {
            if (handle.owner().equals(application) && !handle.isGone()) {
                here.caller().call(NtClose.newBuilder().setHandle(handle.id()).build());
            }
        }
    }
}
