package dev.irpflow.ke.device;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StartIo;
import dev.irpflow.protocol.kernel.DeviceObjectGetCurrentIrp;
import dev.irpflow.protocol.kernel.DeviceObjectGetDeviceQueue;
import dev.irpflow.protocol.kernel.DriverObjectSetStartIo;
import dev.irpflow.protocol.kernel.IoSetStartIoAttributes;
import dev.irpflow.protocol.status.NtStatus;

/** What a driver says and reads of StartIo; the I/O manager calls it. */
public final class StartIoRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(DriverObjectSetStartIo.class, this::setStartIo);
        table.serve(IoSetStartIoAttributes.class, this::setAttributes);
        table.serve(DeviceObjectGetCurrentIrp.class, this::currentIrp);
        table.serve(DeviceObjectGetDeviceQueue.class, this::deviceQueue);
    }

    void setStartIo(Call call, DriverObjectSetStartIo request, Sink sink) {
        DriverObject driver =
                Arguments.object(request.getDriverObject(), DriverObject.class, call, sink);
        if (driver != null) {
            driver.startIo(request.getDriverStartIo());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void setAttributes(Call call, IoSetStartIoAttributes request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device != null) {
            device.startIo(sink.machine())
                    .attributes(request.getDeferredStartIo(), request.getNonCancelable());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void currentIrp(Call call, DeviceObjectGetCurrentIrp request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        StartIo kept = device.startIoOrNull();
        Irp current = kept == null ? null : kept.current();
        DeviceObjectGetCurrentIrp.Out.Builder out = DeviceObjectGetCurrentIrp.Out.newBuilder();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                (current == null ? out : out.setReturned(current.id())).build());
    }

    void deviceQueue(Call call, DeviceObjectGetDeviceQueue request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    DeviceObjectGetDeviceQueue.Out.newBuilder()
                            .setReturned(device.startIo(sink.machine()).queue().id())
                            .build());
        }
    }
}
