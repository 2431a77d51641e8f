package dev.irpflow.ke;

import dev.irpflow.ke.device.DeviceQueueRoutines;
import dev.irpflow.ke.device.DeviceRoutines;
import dev.irpflow.ke.device.StackRoutines;
import dev.irpflow.ke.device.StartIoRoutines;
import dev.irpflow.ke.dispatcher.EventRoutines;
import dev.irpflow.ke.dispatcher.IrqlRoutines;
import dev.irpflow.ke.dispatcher.SemaphoreRoutines;
import dev.irpflow.ke.dispatcher.TimeRoutines;
import dev.irpflow.ke.dispatcher.TimerRoutines;
import dev.irpflow.ke.dispatcher.WaitRoutines;
import dev.irpflow.ke.execution.ApcRoutines;
import dev.irpflow.ke.execution.DebugRoutines;
import dev.irpflow.ke.execution.DpcRoutines;
import dev.irpflow.ke.execution.ImpersonationRoutines;
import dev.irpflow.ke.execution.ObjectRoutines;
import dev.irpflow.ke.execution.ProcessorRoutines;
import dev.irpflow.ke.execution.ThreadRoutines;
import dev.irpflow.ke.execution.WorkItemRoutines;
import dev.irpflow.ke.irp.BuildRoutines;
import dev.irpflow.ke.irp.CsqRoutines;
import dev.irpflow.ke.irp.IrpFields;
import dev.irpflow.ke.irp.IrpRoutines;
import dev.irpflow.ke.irp.MakeRoutines;
import dev.irpflow.ke.lock.CacheAwareRundownRoutines;
import dev.irpflow.ke.lock.FastMutexRoutines;
import dev.irpflow.ke.lock.MutexRoutines;
import dev.irpflow.ke.lock.PushLockRoutines;
import dev.irpflow.ke.lock.QueuedSpinLockRoutines;
import dev.irpflow.ke.lock.RegionRoutines;
import dev.irpflow.ke.lock.RemoveLockRoutines;
import dev.irpflow.ke.lock.ResourceRoutines;
import dev.irpflow.ke.lock.RundownRoutines;
import dev.irpflow.ke.lock.SharedSpinLockRoutines;
import dev.irpflow.ke.lock.SpinLockRoutines;
import dev.irpflow.ke.memory.InterlockedRoutines;
import dev.irpflow.ke.memory.LookasideRoutines;
import dev.irpflow.ke.memory.MdlRoutines;
import dev.irpflow.ke.memory.MemoryRoutines;
import dev.irpflow.ke.memory.PagingRoutines;
import dev.irpflow.ke.memory.PoolRoutines;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import java.util.List;

/**
 * The component {@code ke}: every routine here works on the machine's state at once and returns, or
 * holds its call until a wait or a spin ends. It calls nobody; DPCs, work items and threads of
 * drivers begin strands of their own.
 */
public final class Ke implements Component {
    private static final Routines ROUTINES =
            Routines.of(
                    new ApcRoutines(),
                    new BuildRoutines(),
                    new CacheAwareRundownRoutines(),
                    new CsqRoutines(),
                    new DeviceQueueRoutines(),
                    new DebugRoutines(),
                    new DeviceRoutines(),
                    new DpcRoutines(),
                    new EventRoutines(),
                    new FastMutexRoutines(),
                    new ImpersonationRoutines(),
                    new IrpFields(),
                    new IrpRoutines(),
                    new IrqlRoutines(),
                    new MakeRoutines(),
                    new LookasideRoutines(),
                    new MdlRoutines(),
                    new MemoryRoutines(),
                    new InterlockedRoutines(),
                    new MutexRoutines(),
                    new ObjectRoutines(),
                    new PagingRoutines(),
                    new PoolRoutines(),
                    new ProcessorRoutines(),
                    new PushLockRoutines(),
                    new QueuedSpinLockRoutines(),
                    new RegionRoutines(),
                    new RemoveLockRoutines(),
                    new ResourceRoutines(),
                    new RundownRoutines(),
                    new SemaphoreRoutines(),
                    new SharedSpinLockRoutines(),
                    new SpinLockRoutines(),
                    new StackRoutines(),
                    new StartIoRoutines(),
                    new ThreadRoutines(),
                    new TimeRoutines(),
                    new TimerRoutines(),
                    new WaitRoutines(),
                    new WorkItemRoutines());

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> {
                if (call.strand().promisesWait()) {
                    promisedWait(call, sink);
                }
                ROUTINES.serve(call, sink);
            }
            case Return answer ->
                    throw new IllegalStateException("ke calls nobody, yet got " + answer);
        }
    }

    @Override
    public List<KeRule> rules() {
        return List.of(KeRule.values());
    }

    private static void promisedWait(Call call, Sink sink) {
        boolean waits =
                call.request() instanceof KeWaitForSingleObject
                        || call.request() instanceof KeWaitForMultipleObjects;
        if (!waits) {
            call.strand().locks().waitsNow();
            Broken.rule(
                    KeRule.SET_EVENT_THEN_WAIT,
                    call,
                    "calls %s after KeSetEvent with Wait TRUE".formatted(call.contract().name()),
                    sink);
        }
    }
}
