package dev.irpflow.ke.device;

import static dev.irpflow.kernel.BugCheckCode.DEVICE_QUEUE_NOT_BUSY;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceQueue;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeInitializeDeviceQueue;
import dev.irpflow.protocol.kernel.KeInsertByKeyDeviceQueue;
import dev.irpflow.protocol.kernel.KeInsertDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveByKeyDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveDeviceQueue;
import dev.irpflow.protocol.kernel.KeRemoveEntryDeviceQueue;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** KDEVICE_QUEUE. Simplified: the entries are those of IRPs. */
public final class DeviceQueueRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeInitializeDeviceQueue.class, this::initialize);
        table.serve(KeInsertDeviceQueue.class, this::insert);
        table.serve(KeInsertByKeyDeviceQueue.class, this::insertByKey);
        table.serve(KeRemoveDeviceQueue.class, this::remove);
        table.serve(KeRemoveByKeyDeviceQueue.class, this::removeByKey);
        table.serve(KeRemoveEntryDeviceQueue.class, this::removeEntry);
    }

    void initialize(Call call, KeInitializeDeviceQueue request, Sink sink) {
        DeviceQueue queue = new DeviceQueue();
        Storage.keep(queue, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeDeviceQueue.Out.newBuilder().setDeviceQueue(queue.id()).build());
    }

    void insert(Call call, KeInsertDeviceQueue request, Sink sink) {
        DeviceQueue queue =
                Arguments.object(request.getDeviceQueue(), DeviceQueue.class, call, sink);
        Irp irp = queue == null ? null : entry(request.getDeviceQueueEntry(), call, sink);
        if (queue != null && irp != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeInsertDeviceQueue.Out.newBuilder()
                            .setReturned(inserted(queue, irp, null, call, sink))
                            .build());
        }
    }

    void insertByKey(Call call, KeInsertByKeyDeviceQueue request, Sink sink) {
        DeviceQueue queue =
                Arguments.object(request.getDeviceQueue(), DeviceQueue.class, call, sink);
        Irp irp = queue == null ? null : entry(request.getDeviceQueueEntry(), call, sink);
        if (queue != null && irp != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeInsertByKeyDeviceQueue.Out.newBuilder()
                            .setReturned(inserted(queue, irp, request.getSortKey(), call, sink))
                            .build());
        }
    }

    private static @Nullable Irp entry(long id, Call call, Sink sink) {
        return Arguments.object(id, Irp.class, call, sink);
    }

    private static boolean inserted(
            DeviceQueue queue, Irp irp, @Nullable Integer key, Call call, Sink sink) {
        if (irp.queue() != null) {
            Broken.rule(
                    KernelRule.DEVICE_QUEUE_ENTRY_TWICE,
                    call,
                    "puts %s into %s, which is in %s already".formatted(irp, queue, irp.queue()),
                    sink);
            return true;
        }
        return queue.insert(irp, key);
    }

    void remove(Call call, KeRemoveDeviceQueue request, Sink sink) {
        DeviceQueue queue =
                Arguments.object(request.getDeviceQueue(), DeviceQueue.class, call, sink);
        if (queue != null && isBusy(queue, call, sink)) {
            Irp irp = queue.remove((Integer) null);
            KeRemoveDeviceQueue.Out.Builder out = KeRemoveDeviceQueue.Out.newBuilder();
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    (irp == null ? out : out.setReturned(irp.id())).build());
        }
    }

    void removeByKey(Call call, KeRemoveByKeyDeviceQueue request, Sink sink) {
        DeviceQueue queue =
                Arguments.object(request.getDeviceQueue(), DeviceQueue.class, call, sink);
        if (queue != null && isBusy(queue, call, sink)) {
            Irp irp = queue.remove(Integer.valueOf(request.getSortKey()));
            KeRemoveByKeyDeviceQueue.Out.Builder out = KeRemoveByKeyDeviceQueue.Out.newBuilder();
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    (irp == null ? out : out.setReturned(irp.id())).build());
        }
    }

    // False: the caller was told against, and the call is returned.
    private static boolean isBusy(DeviceQueue queue, Call call, Sink sink) {
        if (queue.isBusy()) {
            return true;
        }
        Broken.rule(
                KernelRule.DEVICE_QUEUE_NOT_BUSY,
                call,
                "takes an entry out of %s, which is not busy".formatted(queue),
                DEVICE_QUEUE_NOT_BUSY.with(0, 0, 0, 0),
                sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        return false;
    }

    void removeEntry(Call call, KeRemoveEntryDeviceQueue request, Sink sink) {
        DeviceQueue queue =
                Arguments.object(request.getDeviceQueue(), DeviceQueue.class, call, sink);
        Irp irp = queue == null ? null : entry(request.getDeviceQueueEntry(), call, sink);
        if (queue != null && irp != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeRemoveEntryDeviceQueue.Out.newBuilder()
                            .setReturned(queue.remove(irp))
                            .build());
        }
    }
}
