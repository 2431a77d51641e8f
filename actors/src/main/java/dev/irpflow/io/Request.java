package dev.irpflow.io;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Cancellation;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Interruptible;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.ServiceRequest;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.TransferBuffers;
import dev.irpflow.kernel.Wait;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system service's request: the IRP that the I/O manager made for it, and what it owes. */
final class Request implements ServiceRequest, Wait.Ending {
    private static final long ABORT = Site.key("alerted during a request");

    /** Which service, which decides what its end means. */
    enum Kind {
        CREATE,
        /** IoGetDeviceObjectPointer: its handle is closed at once, the file object stays. */
        OPEN,
        READ,
        WRITE,
        DEVICE_CONTROL,
        FS_CONTROL,
        FLUSH,
        QUERY_INFORMATION,
        SET_INFORMATION,
        CLEANUP,
        CLOSE;

        /** Whether it works on an open file, rather than opens or closes one. */
        boolean isOfOpenFile() {
            return switch (this) {
                case READ,
                        WRITE,
                        DEVICE_CONTROL,
                        FS_CONTROL,
                        FLUSH,
                        QUERY_INFORMATION,
                        SET_INFORMATION ->
                        true;
                case CREATE, OPEN, CLEANUP, CLOSE -> false;
            };
        }

        /** Whether a service for an asynchronous file object leaves it to itself. */
        boolean mayPend() {
            return switch (this) {
                case READ, WRITE, DEVICE_CONTROL, FS_CONTROL -> true;
                case CREATE, OPEN, FLUSH, QUERY_INFORMATION, SET_INFORMATION, CLEANUP, CLOSE ->
                        false;
            };
        }
    }

    private final Kind kind;
    private final Call service;
    private final FileObject file;
    private final Irp irp;
    private @Nullable Event event;
    private @Nullable Event watcher;
    private @Nullable BufferRef statusBlock;
    private TransferBuffers buffers = TransferBuffers.NONE;
    private FileInformation answer = FileInformation.getDefaultInstance();
    private boolean sentReturned;
    private boolean completed;

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
        return file.isSynchronous() || !kind.mayPend();
    }

    @Override
    public @Nullable BufferRef statusBlock() {
        return statusBlock;
    }

    /** Where the status block is written at the end; null for nowhere. */
    void statusBlock(@Nullable BufferRef where) {
        this.statusBlock = where;
    }

    @Override
    public Strand requester() {
        return service.strand();
    }

    @Override
    public void alsoTells(Event atTheEnd) {
        this.watcher = atTheEnd;
    }

    /** It is about to be sent: what tells of its end is not signaled from now on. */
    void begins() {
        if (kind.isOfOpenFile()) {
            file.reference();
            if (event != null) {
                event.reset();
            }
            if (event == null || file.isSynchronous()) {
                file.reset();
            }
        }
    }

    /**
     * Whether the requester is told of the end by status block and event: of a failure that has
     * come without pending, only the return value tells.
     */
    boolean isTold() {
        int status = irp.status().getNumber();
        boolean failed = NtStatuses.severity(status) == NtStatuses.Severity.ERROR;
        return kind.isOfOpenFile() && (!failed || irp.isPendingReturned());
    }

    /** What is signaled at the end. */
    WaitObject tells() {
        return event == null ? file : event;
    }

    /** Signals what tells of the end. */
    void tell() {
        if (isTold() && event != null) {
            event.signal();
        }
        // The file object of a synchronous one is what its service waits for.
        if (file.isSynchronous() ? kind.isOfOpenFile() : isTold() && event == null) {
            file.signal();
        }
        if (watcher != null) {
            watcher.signal();
        }
    }

    /** The service waits for the end; an alert, or the end of its thread, cancels the request. */
    void await() {
        boolean user = service.from().isOfUserMode();
        Wait.hold(service, file, Interruptible.of(file.isAlertable(), user), this);
    }

    @Override
    public void waited(NtStatus status) {
        if (status != NtStatus.STATUS_SUCCESS) {
            new Cancellation(List.of(irp.use()))
                    .begin(
                            requester().machine(),
                            "abort of " + irp,
                            Site.join(service.path(), ABORT));
            Wait.hold(service, file, Interruptible.KERNEL, this);
        }
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
}
