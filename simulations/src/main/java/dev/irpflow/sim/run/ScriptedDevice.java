package dev.irpflow.sim.run;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.CallbackCode;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Machine;
import dev.irpflow.protocol.kernel.DeviceObjectSetFlags;
import dev.irpflow.protocol.kernel.DriverObjectSetDispatch;
import dev.irpflow.protocol.kernel.DriverObjectSetStartIo;
import dev.irpflow.protocol.kernel.IoAttachDeviceToDeviceStack;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.kernel.IoDeleteDevice;
import dev.irpflow.protocol.kernel.IoDetachDevice;
import dev.irpflow.protocol.kernel.IoSkipCurrentIrpStackLocation;
import dev.irpflow.protocol.kernel.IrpMjCleanup;
import dev.irpflow.protocol.kernel.IrpMjClose;
import dev.irpflow.protocol.kernel.IrpMjCreate;
import dev.irpflow.protocol.kernel.IrpSetIoStatus;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Word;
import org.jspecify.annotations.Nullable;

/** The device that a scripted driver makes by itself, named after the driver. */
final class ScriptedDevice {
    private static final int FILE_DEVICE_UNKNOWN = 34;
    private static final int DO_BUFFERED_IO = 0x4;
    private static final int DO_DIRECT_IO = 0x10;

    private final DriverSpec spec;
    private final DriverContext context;
    private long id;
    private long lower;

    ScriptedDevice(DriverSpec spec, DriverContext context) {
        this.spec = spec;
        this.context = context;
    }

    /** The name of the device of a driver. */
    static String nameOf(String driver) {
        return "\\Device\\" + driver;
    }

    /** The device of a driver, scripted or not: its first one; null if it has none. */
    static @Nullable DeviceObject find(Machine machine, String driver) {
        DeviceObject named = machine.namespace().device(nameOf(driver));
        if (named != null) {
            return named;
        }
        for (DeviceObject device : machine.objects().all(DeviceObject.class)) {
            if (device.driver().component().equals(driver)) {
                return device;
            }
        }
        return null;
    }

    long id() {
        return id;
    }

    /** The device that it is attached above; 0 for none. */
    long lower() {
        return lower;
    }

    /**
     * Fills the driver object and makes the device.
     *
     * @param startIo the address of its StartIo routine, 0 for none
     */
    NtStatus create(CallbackCode table, long startIo) {
        context.call(
                DriverObjectSetDispatch.newBuilder()
                        .setDriverObject(context.driverObject().value())
                        .setDispatch(context.addressOf(table))
                        .build());
        if (startIo != 0) {
            context.call(
                    DriverObjectSetStartIo.newBuilder()
                            .setDriverObject(context.driverObject().value())
                            .setDriverStartIo(startIo)
                            .build());
        }
        Reply made =
                context.call(
                        IoCreateDevice.newBuilder()
                                .setDriverObject(context.driverObject().value())
                                .setDeviceName(nameOf(spec.name()))
                                .setDeviceType(FILE_DEVICE_UNKNOWN)
                                .build());
        if (!NtStatuses.isSuccess(made.status().getNumber())) {
            return made.status();
        }
        id = made.out(IoCreateDevice.Out.getDefaultInstance()).getDeviceObject();
        return attach();
    }

    private NtStatus attach() {
        Machine machine = context.serving().to().machine();
        String above = setting("above");
        DeviceObject target = above == null ? null : find(machine, above);
        if (above != null) {
            if (target != null) {
                Reply attached =
                        context.call(
                                IoAttachDeviceToDeviceStack.newBuilder()
                                        .setSourceDevice(id)
                                        .setTargetDevice(target.id())
                                        .build());
                lower =
                        attached.out(IoAttachDeviceToDeviceStack.Out.getDefaultInstance())
                                .getReturned();
            }
            if (lower == 0) {
                delete();
                return NtStatus.STATUS_NO_SUCH_DEVICE;
            }
        }
        int flags = flags(machine);
        if (flags != 0) {
            context.call(
                    DeviceObjectSetFlags.newBuilder().setDeviceObject(id).setFlags(flags).build());
        }
        return NtStatus.STATUS_SUCCESS;
    }

    // A driver that attaches its device takes the buffers as the device below does.
    private int flags(Machine machine) {
        String io = setting("io");
        DeviceObject below = machine.objects().find(lower, DeviceObject.class);
        return switch (io) {
            case null -> below == null ? 0 : below.flags() & (DO_BUFFERED_IO | DO_DIRECT_IO);
            case "buffered" -> DO_BUFFERED_IO;
            case "direct" -> DO_DIRECT_IO;
            default -> 0;
        };
    }

    private @Nullable String setting(String name) {
        return Setting.find(spec.with(), name) instanceof Word word ? word.word() : null;
    }

    void delete() {
        if (lower != 0) {
            context.call(IoDetachDevice.newBuilder().setTargetDevice(lower).build());
        }
        if (id != 0) {
            context.call(IoDeleteDevice.newBuilder().setDeviceObject(id).build());
        }
    }

    /** What the driver does with a major code for which it has no script. */
    NtStatus usual(Call call) {
        long irp = call.contract().objectId(call.request());
        if (lower != 0) {
            context.call(IoSkipCurrentIrpStackLocation.newBuilder().setIrp(irp).build());
            return context.call(
                            IoCallDriver.newBuilder().setDeviceObject(lower).setIrp(irp).build())
                    .status();
        }
        NtStatus status =
                isOfFile(call.request())
                        ? NtStatus.STATUS_SUCCESS
                        : NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        context.call(IrpSetIoStatus.newBuilder().setIrp(irp).setStatus(status).build());
        context.call(IoCompleteRequest.newBuilder().setIrp(irp).build());
        return status;
    }

    private static boolean isOfFile(GeneratedMessage request) {
        return request instanceof IrpMjCreate
                || request instanceof IrpMjCleanup
                || request instanceof IrpMjClose;
    }
}
