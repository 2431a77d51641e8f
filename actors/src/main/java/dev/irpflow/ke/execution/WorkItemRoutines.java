package dev.irpflow.ke.execution;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.WorkItem;
import dev.irpflow.protocol.kernel.IoAllocateWorkItem;
import dev.irpflow.protocol.kernel.IoFreeWorkItem;
import dev.irpflow.protocol.kernel.IoInitializeWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItem;
import dev.irpflow.protocol.kernel.IoQueueWorkItemEx;
import dev.irpflow.protocol.kernel.IoSizeofWorkItem;
import dev.irpflow.protocol.kernel.IoUninitializeWorkItem;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutineEx;
import dev.irpflow.protocol.kernel.WorkQueueType;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** IO_WORKITEM. */
public final class WorkItemRoutines implements Family {
    private static final long WORK_ITEM = Site.key("work item");
    private static final int BYTES = 88; // IO_WORKITEM on x64, from nonpaged pool

    @Override
    public void register(Routines table) {
        table.serve(IoQueueWorkItem.class, this::queue);
        table.serve(IoAllocateWorkItem.class, this::allocate);
        table.serve(IoFreeWorkItem.class, this::free);
        table.serve(IoSizeofWorkItem.class, (call, request, sink) -> size(call, sink));
        table.serve(IoInitializeWorkItem.class, this::initialize);
        table.serve(IoUninitializeWorkItem.class, this::uninitialize);
        table.serve(IoQueueWorkItemEx.class, this::queueEx);
    }

    void allocate(Call call, IoAllocateWorkItem request, Sink sink) {
        KernelObject of = ioObject(request.getDeviceObject(), call, sink);
        if (of == null) {
            return;
        }
        long key = sink.machine().stage().site(call.path(), WORK_ITEM);
        IoAllocateWorkItem.Out.Builder out = IoAllocateWorkItem.Out.newBuilder();
        if (sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, BYTES)) {
            out.setReturned(sink.machine().objects().add(new WorkItem(of, false, key)).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    // A device object, or the driver object.
    private static @Nullable KernelObject ioObject(long id, Call call, Sink sink) {
        KernelObject object = sink.machine().objects().find(id);
        return object instanceof DriverObject
                ? object
                : Arguments.object(id, DeviceObject.class, call, sink);
    }

    void size(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoSizeofWorkItem.Out.newBuilder().setReturned(BYTES).build());
    }

    void initialize(Call call, IoInitializeWorkItem request, Sink sink) {
        KernelObject of = ioObject(request.getIoObject(), call, sink);
        if (of == null) {
            return;
        }
        long key = sink.machine().stage().site(call.path(), WORK_ITEM);
        WorkItem item = new WorkItem(of, true, key);
        Region region = sink.machine().memory().regionOf(request.getStorage());
        if (request.hasStorage() && region != null && !region.isResident()) {
            sink.machine().objects().add(item);
            Broken.rule(
                    ExecutionRule.WORK_ITEM_PAGEABLE,
                    call,
                    "puts %s into %s (%s)".formatted(item, region, region.kind()),
                    Broken.verifier(0x131, item.id(), 0, 0),
                    sink);
        } else {
            Storage.keep(item, request.hasStorage() ? request.getStorage() : null, call, sink);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoInitializeWorkItem.Out.newBuilder().setIoWorkItem(item.id()).build());
    }

    void queue(Call call, IoQueueWorkItem request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item != null) {
            long routine = request.getWorkerRoutine();
            if (item.isOfDriver()) {
                Broken.rule(
                        ExecutionRule.WORK_ITEM_OF_DRIVER,
                        call,
                        "queues %s of %s".formatted(item, item.ioObject()),
                        sink);
            }
            queue(call, item, request.getQueueType(), routine, routine(request, item), sink);
        }
    }

    void queueEx(Call call, IoQueueWorkItemEx request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item != null) {
            long routine = request.getWorkerRoutine();
            queue(call, item, request.getQueueType(), routine, routineEx(request, item), sink);
        }
    }

    private static void queue(
            Call call,
            WorkItem item,
            WorkQueueType type,
            long routine,
            GeneratedMessage request,
            Sink sink) {
        if (type == WorkQueueType.HyperCriticalWorkQueue) {
            Broken.rule(
                    ExecutionRule.WORK_QUEUE_RESERVED,
                    call,
                    "queues %s to %s".formatted(item, type),
                    sink);
        }
        if (item.isQueued()) {
            Broken.rule(
                    KeRule.WORK_ITEM_QUEUED_TWICE,
                    call,
                    "queues %s, which is in its queue still".formatted(item),
                    Broken.corruptList(),
                    sink);
        } else {
            item.queue(type, call.from(), routine, request, call.path());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void free(Call call, IoFreeWorkItem request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item == null) {
            return;
        }
        if (item.isOwnedByDriver()) {
            Broken.rule(
                    ExecutionRule.WORK_ITEM_FREED_WRONGLY,
                    call,
                    "frees %s, which IoInitializeWorkItem has made".formatted(item),
                    sink);
        } else {
            ends(call, item, "frees", sink);
            sink.machine().memory().refund(Region.Kind.NONPAGED_POOL, BYTES);
        }
        sink.machine().objects().remove(item);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void uninitialize(Call call, IoUninitializeWorkItem request, Sink sink) {
        WorkItem item = Arguments.object(request.getIoWorkItem(), WorkItem.class, call, sink);
        if (item == null) {
            return;
        }
        if (!item.isOwnedByDriver()) {
            Broken.rule(
                    ExecutionRule.WORK_ITEM_FREED_WRONGLY,
                    call,
                    "uninitialises %s, which IoAllocateWorkItem has made".formatted(item),
                    sink);
        } else {
            ends(call, item, "uninitialises", sink);
            sink.machine().objects().remove(item);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void ends(Call call, WorkItem item, String how, Sink sink) {
        if (item.isQueued()) {
            Broken.rule(
                    KeRule.WORK_ITEM_FREED_QUEUED,
                    call,
                    "%s %s, which is in its queue still".formatted(how, item),
                    sink);
        }
    }

    private static IoWorkitemRoutine routine(IoQueueWorkItem request, WorkItem item) {
        IoWorkitemRoutine.Builder routine =
                IoWorkitemRoutine.newBuilder()
                        .setDeviceObject(item.ioObject().id())
                        .setRoutine(request.getWorkerRoutine());
        if (request.hasContext()) {
            routine.setContext(request.getContext());
        }
        return routine.build();
    }

    private static IoWorkitemRoutineEx routineEx(IoQueueWorkItemEx request, WorkItem item) {
        IoWorkitemRoutineEx.Builder routine =
                IoWorkitemRoutineEx.newBuilder()
                        .setIoObject(item.ioObject().id())
                        .setIoWorkItem(item.id())
                        .setRoutine(request.getWorkerRoutine());
        if (request.hasContext()) {
            routine.setContext(request.getContext());
        }
        return routine.build();
    }
}
