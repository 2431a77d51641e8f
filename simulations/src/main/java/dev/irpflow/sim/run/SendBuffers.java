package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.ThreadedRequest.Buffers;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpBuffers;
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
    private static final int METHOD = 3; // the low two bits of a control code
    private static final int METHOD_BUFFERED = 0;
    private static final int METHOD_NEITHER = 3;

    /** There is no pool for the system buffer: the request is not sent. */
    static final class NoPoolException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private enum Method {
        BUFFERED,
        DIRECT,
        NEITHER
    }

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
     * Prepares them, and says what is done with them at the end.
     *
     * @param length of the buffer of a read or write, or of the output of a control
     */
    Buffers of(
            IrpMajor major,
            IoStackLocation.Builder location,
            @Nullable ByteString input,
            int length) {
        return switch (major) {
            case IRP_MJ_READ -> read(length);
            case IRP_MJ_WRITE -> write(input, length);
            case IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL ->
                    control(location.getDeviceIoControlBuilder(), input, length);
            case IRP_MJ_FILE_SYSTEM_CONTROL ->
                    control(location.getFileSystemControlBuilder(), input, length);
            default -> Buffers.NONE;
        };
    }

    private Buffers read(int length) {
        return length == 0 ? Buffers.NONE : transfer(method(), user(null, length), null, length);
    }

    private Buffers write(@Nullable ByteString input, int length) {
        if (length == 0) {
            return Buffers.NONE;
        }
        BufferRef data = user(input, length);
        Buffers buffers = transfer(method(), data, input, length);
        return new Buffers(buffers.systemBuffer(), null, buffers.locked(), buffers.capacity());
    }

    private Buffers transfer(Method method, BufferRef own, @Nullable ByteString input, int length) {
        IrpBuffers.Builder buffers = IrpBuffers.newBuilder().setUserBuffer(own);
        Region copy = null;
        switch (method) {
            case BUFFERED -> {
                copy = systemBuffer(input, length);
                buffers.setSystemBuffer(Memory.all(copy));
            }
            case DIRECT -> {
                lock(own);
                buffers.setMdl(own);
            }
            case NEITHER -> {}
        }
        irp.buffers(buffers.build());
        BufferRef locked = method == Method.DIRECT ? own : null;
        return new Buffers(copy, copy == null ? null : own, locked, (long) length);
    }

    private Buffers control(
            IoStackLocation.DeviceIoControl.Builder parameters,
            @Nullable ByteString input,
            int length) {
        int given = input == null ? 0 : input.size();
        BufferRef output = length == 0 ? null : user(null, length);
        Long capacity = output == null ? null : (long) length;
        return switch (parameters.getControlCode() & METHOD) {
            case METHOD_NEITHER -> {
                if (input != null) {
                    parameters.setType3InputBuffer(user(input, given));
                }
                if (output != null) {
                    irp.buffers(IrpBuffers.newBuilder().setUserBuffer(output).build());
                }
                yield new Buffers(null, null, null, capacity);
            }
            case METHOD_BUFFERED -> {
                int bytes = Math.max(given, length);
                Region copy = bytes == 0 ? null : systemBuffer(input, bytes);
                if (copy != null) {
                    irp.buffers(IrpBuffers.newBuilder().setSystemBuffer(Memory.all(copy)).build());
                }
                yield new Buffers(copy, output, null, capacity);
            }
            default -> {
                IrpBuffers.Builder buffers = IrpBuffers.newBuilder();
                Region copy = given == 0 ? null : systemBuffer(input, given);
                if (copy != null) {
                    buffers.setSystemBuffer(Memory.all(copy));
                }
                if (output != null) {
                    lock(output);
                    buffers.setMdl(output);
                }
                irp.buffers(buffers.build());
                yield new Buffers(copy, null, output, capacity);
            }
        };
    }

    private Method method() {
        return device.isBuffered()
                ? Method.BUFFERED
                : device.isDirect() ? Method.DIRECT : Method.NEITHER;
    }

    private BufferRef user(@Nullable ByteString content, int length) {
        Region region = context.buffer(length);
        lent.add(region);
        if (content != null) {
            context.write(region, content);
        }
        return Memory.all(region);
    }

    private Region systemBuffer(@Nullable ByteString content, int length) {
        Memory memory = context.machine().memory();
        String io = context.machine().place("io").toString();
        Region region = memory.allocate(Region.Kind.NONPAGED_POOL, "IoSB", length, io);
        if (region == null) {
            throw new NoPoolException();
        }
        if (content != null) {
            memory.write(
                    Memory.all(region),
                    0,
                    content,
                    Irql.PASSIVE_LEVEL,
                    context.machine().place("io"));
        }
        return region;
    }

    private void lock(BufferRef own) {
        context.machine()
                .memory()
                .lock(own, Irql.PASSIVE_LEVEL, context.machine().place(Application.PLACE));
    }
}
