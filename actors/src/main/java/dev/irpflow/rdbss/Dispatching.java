package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * RxFsdDispatch: the way of an IRP into RDBSS and out of it. In between an RX_CONTEXT stands for
 * it. Page: wdk-ddi-src/content/mrx/nf-mrx-rxfsddispatch.md.
 */
final class Dispatching {
    /** The way out. */
    sealed interface EndStep extends Step {}

    /** The IRP has been completed. */
    record Completed(RxContext rx) implements EndStep {}

    /** All is done: the IRP is completed with this. */
    record Complete(RxContext rx, NtStatus status, long information) implements EndStep {}

    /** The request is begun, or begun again. */
    record Run(RxContext rx) implements EndStep {}

    private final Rdbss rdbss;

    Dispatching(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** An IRP has come. */
    void dispatch(Call call, Irp irp, DeviceObject device, Sink sink) {
        Minirdr minirdr = rdbss.minirdr(device);
        if (minirdr == null) {
            sink.violated(
                    RdbssRule.STRUCTURE_IS_LIVE,
                    call.from(),
                    "%s lets an IRP come to %s, which belongs to no mini-redirector"
                            .formatted(call.from(), device),
                    call);
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_REQUEST);
            return;
        }
        FileObject file =
                sink.machine()
                        .objects()
                        .find(irp.currentStack().asked().getFileObject(), FileObject.class);
        RxContext rx = begin(new RxContext(minirdr, irp, file, call), sink);
        call.serves(irp.operation());
        NtStatus refusal = refusal(rx, sink);
        if (refusal != null) {
            complete(rx, refusal, 0, sink);
            return;
        }
        if (file != null && file.fsContext2() instanceof Fobx fobx) {
            rx.fobx(fobx);
        }
        rdbss.cancelling().arm(rx, sink);
        boolean mustPost = call.isToPend() && !Cancelling.mustSucceed(rx.major());
        if (mustPost || call.strand().isAtDispatch()) {
            rdbss.posting().post(rx, new Run(rx), sink); // nothing here may wait up there
        } else {
            run(rx, sink);
        }
    }

    /** A request is under way from now on. */
    RxContext begin(RxContext rx, Sink sink) {
        sink.machine().objects().add(rx);
        rx.minirdr().active().put(rx.id(), rx);
        return rx;
    }

    void resume(EndStep step, Sink sink) {
        switch (step) {
            case Completed completed -> leave(completed.rx(), completed.rx().call(), sink);
            case Complete complete ->
                    complete(complete.rx(), complete.status(), complete.information(), sink);
            case Run run -> run(run.rx(), sink);
        }
    }

    private void run(RxContext rx, Sink sink) {
        switch (rx.major()) {
            case IRP_MJ_CREATE -> rdbss.opening().begin(rx, sink);
            case IRP_MJ_CLEANUP -> rdbss.closing().cleanUp(rx, sink);
            case IRP_MJ_CLOSE -> rdbss.closing().close(rx, sink);
            case IRP_MJ_READ, IRP_MJ_WRITE -> rdbss.lowIo().begin(rx, sink);
            case IRP_MJ_QUERY_INFORMATION, IRP_MJ_SET_INFORMATION, IRP_MJ_FLUSH_BUFFERS ->
                    rdbss.informing().begin(rx, sink);
            case IRP_MJ_DEVICE_CONTROL,
                    IRP_MJ_INTERNAL_DEVICE_CONTROL,
                    IRP_MJ_FILE_SYSTEM_CONTROL ->
                    rdbss.controlling().begin(rx, sink);
            // Simplified: as if the mini-redirector's slots for these were NULL; Windows calls
            // them.
            case IRP_MJ_QUERY_EA,
                    IRP_MJ_SET_EA,
                    IRP_MJ_QUERY_VOLUME_INFORMATION,
                    IRP_MJ_SET_VOLUME_INFORMATION,
                    IRP_MJ_DIRECTORY_CONTROL,
                    IRP_MJ_LOCK_CONTROL,
                    IRP_MJ_QUERY_SECURITY,
                    IRP_MJ_SET_SECURITY,
                    IRP_MJ_QUERY_QUOTA,
                    IRP_MJ_SET_QUOTA ->
                    complete(rx, NtStatus.STATUS_NOT_IMPLEMENTED, 0, sink);
            case IRP_MJ_CREATE_NAMED_PIPE,
                    IRP_MJ_CREATE_MAILSLOT,
                    IRP_MJ_SHUTDOWN,
                    IRP_MJ_POWER,
                    IRP_MJ_SYSTEM_CONTROL,
                    IRP_MJ_DEVICE_CHANGE,
                    IRP_MJ_PNP,
                    UNRECOGNIZED ->
                    complete(rx, NtStatus.STATUS_INVALID_DEVICE_REQUEST, 0, sink);
        }
    }

    private static @Nullable NtStatus refusal(RxContext rx, Sink sink) {
        IrpMajor major = rx.major();
        if (major == IrpMajor.IRP_MJ_CREATE_NAMED_PIPE
                || major == IrpMajor.IRP_MJ_CREATE_MAILSLOT) {
            return NtStatus.STATUS_OBJECT_NAME_INVALID;
        }
        boolean isAboutFile =
                major == IrpMajor.IRP_MJ_CREATE
                        || major == IrpMajor.IRP_MJ_CLEANUP
                        || major == IrpMajor.IRP_MJ_CLOSE;
        if (isAboutFile && rx.file() == null) {
            return NtStatus.STATUS_INVALID_PARAMETER; // an open of nothing, by a driver's own IRP
        }
        return Cancelling.mustSucceed(major) ? null : refusalOfWork(rx, sink);
    }

    private static @Nullable NtStatus refusalOfWork(RxContext rx, Sink sink) {
        boolean passes =
                switch (rx.minirdr().state()) {
                    case STARTABLE -> isAboutDevice(rx);
                    // Where a fault has stopped the subsystem, its redirectors are as not started.
                    case STARTED -> !sink.self().isStopped() || isAboutDevice(rx);
                    case STOP_IN_PROGRESS -> false;
                };
        if (!passes) {
            // MUP may hear only certain codes; of a redirector that is going it hears that nobody
            // knows the server.
            return Claiming.isQueryPath(rx.asked())
                    ? NtStatus.STATUS_BAD_NETWORK_PATH
                    : NtStatus.STATUS_REDIRECTOR_NOT_STARTED;
        }
        FileObject file = rx.file();
        boolean orphaned =
                file != null
                        && file.fsContext2() instanceof Fobx fobx
                        && fobx.srvOpen().isOrphaned();
        return orphaned ? NtStatus.STATUS_UNEXPECTED_NETWORK_ERROR : null;
    }

    private static boolean isAboutDevice(RxContext rx) {
        if (rx.major() == IrpMajor.IRP_MJ_CREATE) {
            return rx.asked().getCreate().getFileName().isEmpty();
        }
        FileObject file = rx.file();
        return file != null && file.fsContext() == rx.minirdr();
    }

    /** Completes the IRP of a request, on the call in which it is worked on. */
    void complete(RxContext rx, NtStatus status, long information, Sink sink) {
        rx.result(status, information);
        if (rdbss.cancelling().disarm(rx)) {
            completeIrp(rx, sink);
        }
    }

    /** The IRP is RDBSS's alone now: it goes back. */
    void completeIrp(RxContext rx, Sink sink) {
        Irp irp = rx.theIrp();
        irp.ioStatus(rx.status(), rx.information());
        sink.call(
                rx.call(),
                IoCompleteRequest.newBuilder().setIrp(irp.id()).build(),
                new Completed(rx));
    }

    /** The work in this call is done: one reference to the request goes, and the call returns. */
    void leave(RxContext rx, Call call, Sink sink) {
        NtStatus status = rx.status();
        release(rx, sink);
        if (call.request() instanceof RxLowIoCompletion) {
            sink.returns(call, status);
        } else {
            returnFrom(call, rx.isPended() ? NtStatus.STATUS_PENDING : status, sink);
        }
    }

    /** Returns a dispatch routine with this status, or a worker's routine, which has none. */
    void returnFrom(Call call, NtStatus status, Sink sink) {
        boolean isWorker = call.request() instanceof IoWorkitemRoutine;
        sink.returns(call, isWorker ? NtStatus.STATUS_SUCCESS : status);
    }

    /** One reference less; with the last one the request is gone. */
    void release(RxContext rx, Sink sink) {
        if (rx.dereference()) {
            rx.minirdr().active().remove(rx.id());
            sink.machine().objects().remove(rx);
            rdbss.startStop().drained(rx.minirdr(), sink);
        }
    }
}
