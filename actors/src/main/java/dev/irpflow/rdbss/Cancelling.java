package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.rdbss.MrxCancelRoutine;
import dev.irpflow.protocol.rdbss.RxSetMinirdrCancelRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Cancellation: RDBSS's own cancel routine only notes that the requester wants an end, and has a
 * worker tell the mini-redirector. The request still completes once, in the normal way. Page:
 * wdk-ddi-src/content/rxcontx/nf-rxcontx-rxsetminirdrcancelroutine.md.
 */
final class Cancelling {
    /** Where a cancellation goes on. */
    sealed interface CancelStep extends Step {}

    /** The cancel spin lock has been given back. */
    record Unlocked(@Nullable RxContext rx, Call cancel) implements CancelStep {}

    /** The mini-redirector's cancel routine has returned to this worker. */
    record Informed(RxContext rx, Call worker) implements CancelStep {}

    private final Rdbss rdbss;

    Cancelling(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** Whether requests of this kind are neither refused nor cancelled nor put off. */
    static boolean mustSucceed(IrpMajor major) {
        return major == IrpMajor.IRP_MJ_CLEANUP || major == IrpMajor.IRP_MJ_CLOSE;
    }

    /** Gives the IRP a cancel routine; cleanup and close get none, since they must succeed. */
    void arm(RxContext rx, Sink sink) {
        if (mustSucceed(rx.major())) {
            return;
        }
        Irp irp = rx.theIrp();
        if (irp.isCancelRequested()) {
            rx.cancel(); // before it was sent here
            return;
        }
        irp.exchangeCancelRoutine(new Irp.CancelRoutine(sink.self(), rx));
        rx.armCancel(true);
    }

    /**
     * Takes the cancel routine away before the completion. False if it has been taken to be called:
     * then the IRP must not go before that is over, and the request completes there.
     */
    boolean disarm(RxContext rx) {
        if (!rx.isCancelArmed()) {
            return true;
        }
        if (rx.theIrp().exchangeCancelRoutine(null) == null) {
            rx.awaitCancelRoutine(true);
            return false;
        }
        rx.armCancel(false);
        return true;
    }

    /** DRIVER_CANCEL, at DISPATCH_LEVEL, with the cancel spin lock held. */
    void driverCancel(Call cancel, DriverCancel request, Sink sink) {
        RxContext rx = armed(request.getIrp());
        if (rx != null) {
            rx.armCancel(false);
            rx.cancel();
            rx.reference(); // by the worker, or by the completion that waits
        }
        sink.call(
                cancel,
                IoReleaseCancelSpinLock.newBuilder().setIrql(request.getCancelIrql()).build(),
                new Unlocked(rx, cancel));
    }

    private @Nullable RxContext armed(long irp) {
        for (Minirdr minirdr : rdbss.minirdrs()) {
            for (RxContext rx : minirdr.active().values()) {
                if (rx.isCancelArmed() && rx.theIrp().id() == irp) {
                    return rx;
                }
            }
        }
        return null;
    }

    void resume(CancelStep step, Sink sink) {
        switch (step) {
            case Unlocked unlocked -> {
                sink.returns(unlocked.cancel(), NtStatus.STATUS_SUCCESS);
                if (unlocked.rx() != null) {
                    unlocked(unlocked.rx(), sink);
                }
            }
            case Informed informed -> informed(informed.rx(), informed.worker(), sink);
        }
    }

    private void unlocked(RxContext rx, Sink sink) {
        if (rx.awaitsCancelRoutine()) {
            rx.awaitCancelRoutine(false);
            rdbss.dispatching().release(rx, sink);
            rdbss.dispatching().completeIrp(rx, sink);
        } else {
            sink.workItem("rdbss-cancel", new Posting.CancelPosted(rx));
        }
    }

    /** RDBSS itself wants a request to end: the redirector stops, or a connection is deleted. */
    void request(RxContext rx, Sink sink) {
        rx.cancel();
        rx.reference();
        sink.workItem("rdbss-cancel", new Posting.CancelPosted(rx));
    }

    /** In a worker: tells the mini-redirector, if it wants to hear of it and has not finished. */
    void inform(RxContext rx, Call worker, Sink sink) {
        Long routine = rx.cancelRoutine();
        boolean isUnderWay =
                rx.payload() instanceof LowIoContext lowIo
                        && lowIo.phase() != LowIoContext.Phase.COMPLETED;
        if (routine == null || !isUnderWay) {
            informed(rx, worker, sink);
            return;
        }
        rx.cancelRoutine(null); // called once
        sink.call(
                worker,
                CallKind.CANCEL,
                rx.minirdr().driver(),
                MrxCancelRoutine.newBuilder().setRxContext(rx.id()).setRoutine(routine).build(),
                new Informed(rx, worker));
    }

    private void informed(RxContext rx, Call worker, Sink sink) {
        rdbss.dispatching().release(rx, sink);
        sink.returns(worker, NtStatus.STATUS_SUCCESS);
    }

    /** RxSetMinirdrCancelRoutine. */
    void setRoutine(Call call, RxSetMinirdrCancelRoutine request, Sink sink) {
        RxContext rx = rdbss.find(request.getRxContext(), RxContext.class, call, sink);
        if (rx == null || rx.isCancelled()) {
            sink.returns(call, NtStatus.STATUS_CANCELLED);
            return;
        }
        rx.cancelRoutine(request.hasMrxCancelRoutine() ? request.getMrxCancelRoutine() : null);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
