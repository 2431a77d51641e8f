package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import org.jspecify.annotations.Nullable;

/** A system service's request: the IRP that the I/O manager made for it, and what it owes. */
final class Request {
    /** Which service, which decides what its end means. */
    enum Kind {
        CREATE,
        READ,
        WRITE,
        DEVICE_CONTROL,
        FLUSH,
        QUERY_INFORMATION,
        SET_INFORMATION,
        CLEANUP,
        CLOSE
    }

    private final Kind kind;
    private final Call service;
    private final FileObject file;
    private final Irp irp;
    private @Nullable Event event;
    private @Nullable Region systemBuffer;
    private @Nullable BufferRef locked;
    private @Nullable BufferRef output;
    private FileInformation answer = FileInformation.getDefaultInstance();
    private boolean sentReturned;
    private boolean completed;
    private boolean waited = true;

    Request(Kind kind, Call service, FileObject file, Irp irp) {
        this.kind = kind;
        this.service = service;
        this.file = file;
        this.irp = irp;
    }

    Kind kind() {
        return kind;
    }

    Call service() {
        return service;
    }

    FileObject file() {
        return file;
    }

    Irp irp() {
        return irp;
    }

    @Nullable Event event() {
        return event;
    }

    @Nullable Region systemBuffer() {
        return systemBuffer;
    }

    /** The requester's buffer whose pages are locked while the IRP is under way. */
    @Nullable BufferRef locked() {
        return locked;
    }

    /** Where a buffered transfer's output goes at the end. */
    @Nullable BufferRef output() {
        return output;
    }

    /** What a query brought back. */
    FileInformation answer() {
        return answer;
    }

    void answer(FileInformation information) {
        this.answer = information;
    }

    /** How many bytes Information may count; null if it counts none. */
    @Nullable Long capacity() {
        return switch (kind) {
            case READ, WRITE ->
                    locked != null
                            ? Long.valueOf(locked.getLength())
                            : systemBuffer == null ? null : (long) systemBuffer.length();
            case QUERY_INFORMATION -> systemBuffer == null ? null : (long) systemBuffer.length();
            case DEVICE_CONTROL ->
                    output != null
                            ? Long.valueOf(output.getLength())
                            : locked == null ? null : locked.getLength();
            case CREATE, FLUSH, SET_INFORMATION, CLEANUP, CLOSE -> null;
        };
    }

    /** Whether IoCallDriver has returned to the service. */
    boolean isSent() {
        return sentReturned;
    }

    boolean isCompleted() {
        return completed;
    }

    /** Whether the service stands still until the end, rather than answer STATUS_PENDING. */
    boolean isWaited() {
        return waited;
    }

    void event(@Nullable Event signalledAtTheEnd) {
        this.event = signalledAtTheEnd;
    }

    void systemBuffer(Region buffer, @Nullable BufferRef outputTo) {
        this.systemBuffer = buffer;
        this.output = outputTo;
    }

    void locked(BufferRef buffer) {
        this.locked = buffer;
    }

    void sent() {
        this.sentReturned = true;
    }

    void completed() {
        this.completed = true;
    }

    void notWaited() {
        this.waited = false;
    }
}
