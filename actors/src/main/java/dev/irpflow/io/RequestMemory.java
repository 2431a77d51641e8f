package dev.irpflow.io;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a system service's request as drivers see them. Without memory the request is
 * given up: its call has been returned then. Page:
 * windows-driver-docs-pr/kernel/methods-for-accessing-data-buffers.md.
 */
final class RequestMemory {
    private static final int METHOD_BUFFERED = 0;

    private RequestMemory() {}

    /** A device that does buffered I/O works on a copy; false without memory. */
    static boolean ofTransfer(
            Request request, Request.Kind kind, BufferRef buffer, Call call, Sink sink) {
        if (buffer.getLength() == 0) {
            return true;
        }
        boolean writes = kind == Request.Kind.WRITE;
        return copied(
                request,
                writes ? buffer : null,
                writes ? null : buffer,
                (int) buffer.getLength(),
                call,
                sink);
    }

    /**
     * A buffered control works on one copy of both buffers, a direct one on a copy of the input and
     * on the locked pages of the output; false without memory.
     */
    static boolean ofControl(
            Request request,
            int method,
            @Nullable BufferRef input,
            @Nullable BufferRef output,
            Call call,
            Sink sink) {
        boolean direct = method != METHOD_BUFFERED;
        int length = direct ? length(input) : Math.max(length(input), length(output));
        if (length > 0 && !copied(request, input, direct ? null : output, length, call, sink)) {
            return false;
        }
        if (direct && output != null) {
            sink.machine().memory().lock(output, call.entryIrql(), call.from());
            request.locked(output);
            Irp irp = request.irp();
            irp.buffers(irp.buffers().toBuilder().setMdl(output).build());
        }
        return true;
    }

    private static int length(@Nullable BufferRef buffer) {
        return buffer == null ? 0 : (int) buffer.getLength();
    }

    private static boolean copied(
            Request request,
            @Nullable BufferRef input,
            @Nullable BufferRef output,
            int length,
            Call call,
            Sink sink) {
        Region buffer = systemBuffer(request, length, output, call, sink);
        if (buffer != null && input != null) {
            Memory memory = sink.machine().memory();
            ByteString data = memory.read(input, call.entryIrql(), call.from());
            memory.write(Memory.all(buffer), 0, data, call.entryIrql(), sink.self());
        }
        return buffer != null;
    }

    /** The copy that drivers work on; null without memory. */
    static @Nullable Region systemBuffer(
            Request request, int length, @Nullable BufferRef output, Call call, Sink sink) {
        Region buffer =
                sink.machine()
                        .memory()
                        .allocate(
                                Region.Kind.NONPAGED_POOL, "IoSB", length, sink.self().toString());
        if (buffer == null) {
            sink.machine().objects().remove(request.irp());
            sink.returns(call, NtStatus.STATUS_INSUFFICIENT_RESOURCES);
            return null;
        }
        request.systemBuffer(buffer, output);
        request.irp().buffers(IrpBuffers.newBuilder().setSystemBuffer(Memory.all(buffer)).build());
        return buffer;
    }
}
