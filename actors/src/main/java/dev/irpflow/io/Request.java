package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.TransferBuffers;
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
    private TransferBuffers buffers = TransferBuffers.NONE;
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

    /** What the drivers below work on. */
    TransferBuffers buffers() {
        return buffers;
    }

    /** What a query brought back. */
    FileInformation answer() {
        return answer;
    }

    void answer(FileInformation information) {
        this.answer = information;
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

    void buffers(TransferBuffers prepared) {
        this.buffers = prepared;
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
