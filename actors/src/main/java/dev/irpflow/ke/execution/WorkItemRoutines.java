package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.WorkItem;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoFreeWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItem;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;

/** IO_WORKITEM. */
public final class WorkItemRoutines implements Family {
    private static final long WORK_ITEM = Site.key("work item");
    private static final int BYTES = 88; // IO_WORKITEM on x64, from nonpaged pool

    @Override
    public void register(Routines table) {
        table.serve(IoQueueWorkItem.class, this::queue);
        table.serve(IoAllocateWorkItem.class, this::allocate);
        table.serve(IoFreeWorkItem.class, this::free);
    }

    void allocate(Call call, IoAllocateWorkItem request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        long key = sink.machine().stage().site(call.path(), WORK_ITEM);
        IoAllocateWorkItem.Out.Builder out = IoAllocateWorkItem.Out.newBuilder();
        if (sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, BYTES)) {
            out.setReturned(sink.machine().objects().add(new WorkItem(device, key)).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    void queue(Call call, IoQueueWorkItem request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item == null) {
            return;
        }
        if (item.isQueued()) {
            Broken.rule(
                    KeRule.WORK_ITEM_QUEUED_TWICE,
                    call,
                    "queues %s, which is in its queue still".formatted(item),
                    sink);
        } else {
            // Simplified: the three queues of Windows have workers of their own.
            item.queue(
                    call.from(), request.getWorkerRoutine(), routine(request, item), call.path());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void free(Call call, IoFreeWorkItem request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item == null) {
            return;
        }
        if (item.isQueued()) {
            Broken.rule(
                    KeRule.WORK_ITEM_FREED_QUEUED,
                    call,
                    "frees %s, which is in its queue still".formatted(item),
                    sink);
        }
        sink.machine().memory().refund(Region.Kind.NONPAGED_POOL, BYTES);
        sink.machine().objects().remove(item);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static IoWorkitemRoutine routine(IoQueueWorkItem request, WorkItem item) {
        IoWorkitemRoutine.Builder routine =
                IoWorkitemRoutine.newBuilder()
                        .setDeviceObject(item.device().id())
                        .setRoutine(request.getWorkerRoutine());
        if (request.hasContext()) {
            routine.setContext(request.getContext());
        }
        return routine.build();
    }
}
