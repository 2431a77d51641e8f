package dev.irpflow.ke.device;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DriverObject;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverObjectSetDispatch;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.status.NtStatus;

/** DEVICE_OBJECT and DRIVER_OBJECT. */
public final class DeviceRoutines implements Family {
    private static final long DEVICE_OBJECT_BYTES = 336; // on x64, before the device extension

    @Override
    public void register(Routines table) {
        table.serve(IoCreateDevice.class, this::create);
        table.serve(IoDeleteDevice.class, this::delete);
        table.serve(DriverObjectSetDispatch.class, this::setDispatch);
    }

    void setDispatch(Call call, DriverObjectSetDispatch request, Sink sink) {
        DriverObject driver =
                Arguments.object(request.getDriverObject(), DriverObject.class, call, sink);
        if (driver != null) {
            driver.dispatch(request.getDispatch());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    void create(Call call, IoCreateDevice request, Sink sink) {
        DriverObject driver =
                Arguments.object(request.getDriverObject(), DriverObject.class, call, sink);
        if (driver == null) {
            return;
        }
        Memory memory = sink.machine().memory();
        long bytes = DEVICE_OBJECT_BYTES + Integer.toUnsignedLong(request.getDeviceExtensionSize());
        if (!memory.charge(Region.Kind.NONPAGED_POOL, bytes)) {
            sink.returns(call, NtStatus.STATUS_INSUFFICIENT_RESOURCES);
            return;
        }
        DeviceObject device = new DeviceObject(request.getDeviceName(), driver.driver());
        device.driverObject(driver);
        device.takes(bytes);
        if (!device.name().isEmpty() && !sink.machine().namespace().add(device)) {
            memory.refund(Region.Kind.NONPAGED_POOL, bytes);
            sink.returns(call, NtStatus.STATUS_OBJECT_NAME_COLLISION);
            return;
        }
        sink.machine().objects().add(device);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoCreateDevice.Out.newBuilder().setDeviceObject(device.id()).build());
    }

    /** Open files keep the device: the I/O manager deletes it with the last of them. */
    void delete(Call call, IoDeleteDevice request, Sink sink) {
        DeviceObject device =
                Arguments.object(request.getDeviceObject(), DeviceObject.class, call, sink);
        if (device == null) {
            return;
        }
        if (device.lower() != null) {
            Broken.rule(
                    KeRule.DEVICE_DELETED_ATTACHED,
                    call,
                    "deletes %s, which is attached above %s".formatted(device, device.lower()),
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x201, 0, 0, 0),
                    sink);
        }
        SurpriseRemoval.judge(call, device, SurpriseRemoval.DELETED, sink);
        device.delete(sink.machine());
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
