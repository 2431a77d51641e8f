package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.IoStatusBlockLayout;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a request on an open file, and how it wants to be told of its end.
 *
 * @param call the service
 * @param file whose lock the service has if it is synchronous
 */
record Asked(Call call, FileObject file, Telling telling) {
    Asked(Call call, FileObject file) {
        this(call, file, Telling.by(call.request()));
    }

    /** What is wrong with it, before anything is done; null for nothing. No buffer is fine. */
    @Nullable NtStatus wrong(Sink sink, @Nullable BufferRef... buffers) {
        for (BufferRef buffer : buffers) {
            if (buffer != null && sink.machine().memory().regionOf(buffer) == null) {
                return NtStatus.STATUS_ACCESS_VIOLATION;
            }
        }
        BufferRef statusBlock = telling.statusBlock();
        if (statusBlock != null
                && (statusBlock.getLength() < IoStatusBlockLayout.BYTES
                        || sink.machine().memory().regionOf(statusBlock) == null)) {
            return NtStatus.STATUS_ACCESS_VIOLATION;
        }
        Long event = telling.event();
        return event != null && sink.machine().objects().find(event, Event.class) == null
                ? NtStatus.STATUS_INVALID_HANDLE
                : null;
    }

    /** The service ends without a request. */
    void refuse(NtStatus status, Sink sink) {
        if (file.isSynchronous()) {
            file.unlock();
        }
        sink.returns(call, status);
    }

    /** Says how a request tells of its end. */
    void tellBy(Request request, Sink sink) {
        Long event = telling.event();
        if (event != null) {
            request.event(sink.machine().objects().find(event, Event.class));
        }
        request.statusBlock(telling.statusBlock());
    }
}
