package dev.irpflow.ke.irp;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.ThreadedRequest.Buffers;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoBuildDeviceIoControlRequest;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import org.jspecify.annotations.Nullable;

/**
 * Where the data of a built request are, by the transfer method of its control code or the flags of
 * the device: system buffer, locked pages, or the caller's own buffer. Page:
 * windows-driver-docs-pr/kernel/buffer-descriptions-for-i-o-control-codes.md.
 */
final class RequestBuffers {
    private static final int METHOD = 3; // the low two bits of a control code
    private static final int METHOD_BUFFERED = 0;
    private static final int METHOD_NEITHER = 3;

    private RequestBuffers() {}

    static boolean isNeither(int controlCode) {
        return (controlCode & METHOD) == METHOD_NEITHER;
    }

    /** Those of a control; null without memory. */
    static @Nullable Buffers ofControl(
            Irp irp, IoBuildDeviceIoControlRequest request, Call call, Sink sink) {
        BufferRef input = request.hasInputBuffer() ? request.getInputBuffer() : null;
        BufferRef output = request.hasOutputBuffer() ? request.getOutputBuffer() : null;
        if (isNeither(request.getIoControlCode())) {
            if (output != null) {
                irp.buffers(IrpBuffers.newBuilder().setUserBuffer(output).build());
            }
            return Buffers.NONE;
        }
        boolean direct = (request.getIoControlCode() & METHOD) != METHOD_BUFFERED;
        int bytes = direct ? length(input) : Math.max(length(input), length(output));
        Region copy = null;
        if (bytes > 0) {
            copy = copy(input, bytes, call, sink);
            if (copy == null) {
                return null;
            }
        }
        IrpBuffers.Builder buffers = IrpBuffers.newBuilder();
        if (copy != null) {
            buffers.setSystemBuffer(Memory.all(copy));
        }
        if (direct && output != null) {
            lock(output, call, sink);
            buffers.setMdl(output);
        }
        irp.buffers(buffers.build());
        Long capacity = output == null ? null : output.getLength();
        return direct
                ? new Buffers(copy, null, output, capacity)
                : new Buffers(copy, output, null, capacity);
    }

    /** Those of a read or write; null without memory. */
    static @Nullable Buffers ofTransfer(
            Irp irp,
            DeviceObject device,
            IrpMajor major,
            @Nullable BufferRef buffer,
            Call call,
            Sink sink) {
        if (buffer == null || buffer.getLength() == 0) {
            return Buffers.NONE;
        }
        if (device.isBuffered()) {
            boolean writes = major == IrpMajor.IRP_MJ_WRITE;
            Region copy = copy(writes ? buffer : null, length(buffer), call, sink);
            if (copy == null) {
                return null;
            }
            irp.buffers(
                    IrpBuffers.newBuilder()
                            .setSystemBuffer(Memory.all(copy))
                            .setUserBuffer(buffer)
                            .build());
            return new Buffers(copy, writes ? null : buffer, null, buffer.getLength());
        }
        if (device.isDirect()) {
            lock(buffer, call, sink);
            irp.buffers(IrpBuffers.newBuilder().setMdl(buffer).build());
            return new Buffers(null, null, buffer, buffer.getLength());
        }
        irp.buffers(IrpBuffers.newBuilder().setUserBuffer(buffer).build());
        return new Buffers(null, null, null, buffer.getLength());
    }

    private static void lock(BufferRef buffer, Call call, Sink sink) {
        sink.machine().memory().lock(buffer, call.strand().irql(), call.from());
    }

    private static @Nullable Region copy(
            @Nullable BufferRef from, int bytes, Call call, Sink sink) {
        Memory memory = sink.machine().memory();
        Region copy =
                memory.allocate(Region.Kind.NONPAGED_POOL, "IoSB", bytes, sink.self().toString());
        if (copy != null && from != null) {
            ByteString data = memory.read(from, call.strand().irql(), call.from());
            memory.write(Memory.all(copy), 0, data, call.strand().irql(), call.from());
        }
        return copy;
    }

    private static int length(@Nullable BufferRef buffer) {
        return buffer == null ? 0 : (int) buffer.getLength();
    }
}
