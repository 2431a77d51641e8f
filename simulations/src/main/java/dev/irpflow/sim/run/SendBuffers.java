package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of an IRP that a scenario sends, as the I/O manager prepares them: by the flags of
 * the device for reads and writes, by the control code for controls. Page:
 * windows-driver-docs-pr/kernel/methods-for-accessing-data-buffers.md.
 */
final class SendBuffers {

    private final WorkloadContext context;
    private final DeviceObject device;
    private final Irp irp;
    private final List<Region> lent = new ArrayList<>(2);

    SendBuffers(WorkloadContext context, DeviceObject device, Irp irp) {
        this.context = context;
        this.device = device;
        this.irp = irp;
    }

    /** The requester's own memory, to be freed when the IRP has ended. */
    List<Region> lent() {
        return lent;
    }

    /**
     * Prepares them; null without pool for a system buffer.
     *
     * @param length of the buffer of a read or write, or of the output of a control
     */
    @Nullable TransferBuffers of(
            IrpMajor major,
            IoStackLocation.Builder location,
            @Nullable ByteString input,
            int length) {
        return switch (major) {
            case IRP_MJ_READ -> transfer(major, null, length);
            case IRP_MJ_WRITE -> transfer(major, input, length);
            case IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL ->
                    control(location.getDeviceIoControlBuilder(), input, length);
            case IRP_MJ_FILE_SYSTEM_CONTROL ->
                    control(location.getFileSystemControlBuilder(), input, length);
            default -> TransferBuffers.NONE;
        };
    }

    private @Nullable TransferBuffers transfer(
            IrpMajor major, @Nullable ByteString input, int length) {
        return TransferBuffers.ofTransfer(
                irp, device, major, user(input, length), requester(), keeper());
    }

    private @Nullable TransferBuffers control(
            IoStackLocation.DeviceIoControl.Builder parameters,
            @Nullable ByteString input,
            int length) {
        int code = parameters.getControlCode();
        BufferRef given = user(input, input == null ? 0 : input.size());
        if (given != null && TransferBuffers.isNeither(code)) {
            parameters.setType3InputBuffer(given);
        }
        return TransferBuffers.ofControl(
                irp, code, given, user(null, length), requester(), keeper());
    }

    private @Nullable BufferRef user(@Nullable ByteString content, int length) {
        if (length == 0) {
            return null;
        }
        Region region = context.buffer(length);
        lent.add(region);
        if (content != null) {
            context.write(region, content);
        }
        return Memory.all(region);
    }

    private TransferBuffers.Requester requester() {
        return new TransferBuffers.Requester(
                context.machine().place(Application.PLACE), Irql.PASSIVE_LEVEL);
    }

    private Place keeper() {
        return context.machine().place("io");
    }
}
