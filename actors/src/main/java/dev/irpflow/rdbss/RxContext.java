package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * RX_CONTEXT: one request on its way through RDBSS, mostly an IRP. Page:
 * wdk-ddi-src/content/rxcontx/ns-rxcontx-_rx_context.md.
 */
final class RxContext extends KernelObject {
    /** Where the request is being worked on. */
    enum Process {
        /** The requester's thread: the file system driver (FSD). */
        REQUESTER,
        /** A worker of RDBSS: the file system process (FSP). */
        WORKER
    }

    private final Minirdr minirdr;
    private final @Nullable Irp irp;
    private final IoStackLocation asked;
    private final @Nullable FileObject file;
    private Call call;
    private final IrpMajor major;
    private Process process = Process.REQUESTER;
    private RxPayload payload = RxPayload.NONE;
    private @Nullable Fobx fobx;
    private NtStatus status = NtStatus.STATUS_SUCCESS;
    private long information;
    private int count = 1;
    private boolean pended;
    private boolean cancelled;
    private boolean cancelArmed;
    private boolean awaitsCancelRoutine;
    private @Nullable Long cancelRoutine;

    /** A request that came as an IRP. */
    RxContext(Minirdr minirdr, Irp irp, @Nullable FileObject file, Call call) {
        this.minirdr = minirdr;
        this.irp = irp;
        this.asked = irp.currentStack().asked();
        this.file = file;
        this.call = call;
        this.major = asked.getMajorFunction();
    }

    /** A request of RDBSS itself, which closes or finalises something. */
    RxContext(Minirdr minirdr, Call call) {
        this.minirdr = minirdr;
        this.irp = null;
        this.asked = IoStackLocation.getDefaultInstance();
        this.file = null;
        this.call = call;
        this.major = IrpMajor.IRP_MJ_CLOSE;
    }

    Minirdr minirdr() {
        return minirdr;
    }

    /** CurrentIrp; null for a request of RDBSS itself. */
    @Nullable Irp irp() {
        return irp;
    }

    /** The IRP of a request that came as one. */
    Irp theIrp() {
        if (irp == null) {
            throw new IllegalStateException(this + " has no IRP");
        }
        return irp;
    }

    /** CurrentIrpSp: what was asked, also when the IRP has gone already. */
    IoStackLocation asked() {
        return asked;
    }

    @Nullable FileObject file() {
        return file;
    }

    /** The file object of a request that is about one. */
    FileObject theFile() {
        if (file == null) {
            throw new IllegalStateException(this + " is about no file");
        }
        return file;
    }

    /** The open call of RDBSS in which the request is worked on now. */
    Call call() {
        return call;
    }

    /** It is worked on in another call from now on. */
    void continuesIn(Call other) {
        call = other;
    }

    /** ResourceThreadId of the thread that works on it. */
    long thread() {
        return call.strand().id();
    }

    /** MajorFunction. */
    IrpMajor major() {
        return major;
    }

    Process process() {
        return process;
    }

    void enter(Process other) {
        process = other;
    }

    RxPayload payload() {
        return payload;
    }

    void payload(RxPayload ofOperation) {
        payload = ofOperation;
    }

    /** RX_CONTEXT.Create: only of an open. */
    Create create() {
        return (Create) payload;
    }

    /** LowIoContext: only of a read or write. */
    LowIoContext lowIo() {
        return (LowIoContext) payload;
    }

    /** pFobx; null while a file is being opened, and for the device. */
    @Nullable Fobx fobx() {
        return fobx;
    }

    /** The FOBX of a request on an open file. */
    Fobx theFobx() {
        if (fobx == null) {
            throw new IllegalStateException(this + " has no FOBX");
        }
        return fobx;
    }

    void fobx(@Nullable Fobx about) {
        fobx = about;
    }

    /** StoredStatus. */
    NtStatus status() {
        return status;
    }

    /** InformationToReturn. */
    long information() {
        return information;
    }

    /** How it ends. */
    void result(NtStatus stored, long toReturn) {
        status = stored;
        information = toReturn;
    }

    void reference() {
        count++;
    }

    /** One reference less; true if it was the last. */
    boolean dereference() {
        return --count == 0;
    }

    /** Whether its IRP was marked pending: then the dispatch routine returns STATUS_PENDING. */
    boolean isPended() {
        return pended;
    }

    void pend() {
        if (!pended) {
            pended = true;
            theIrp().currentStack().markPending();
        }
    }

    /** RX_CONTEXT_FLAG_CANCELLED. */
    boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    /** Whether its IRP got a cancel routine of RDBSS, which has not been called. */
    boolean isCancelArmed() {
        return cancelArmed;
    }

    void armCancel(boolean yes) {
        cancelArmed = yes;
    }

    /** Whether it is ready to complete, but the cancel routine has been taken and not yet run. */
    boolean awaitsCancelRoutine() {
        return awaitsCancelRoutine;
    }

    void awaitCancelRoutine(boolean yes) {
        awaitsCancelRoutine = yes;
    }

    /** MRxCancelRoutine: the address that the mini-redirector gave, null for none. */
    @Nullable Long cancelRoutine() {
        return cancelRoutine;
    }

    void cancelRoutine(@Nullable Long address) {
        cancelRoutine = address;
    }

    @Override
    protected String noun() {
        return "rx-context";
    }
}
