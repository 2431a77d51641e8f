package dev.irpflow.rdbss;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.MRxCleanupFobx;
import dev.irpflow.protocol.rdbss.MRxCloseSrvOpen;
import dev.irpflow.protocol.rdbss.MRxDeallocateForFcb;
import dev.irpflow.protocol.rdbss.MRxDeallocateForFobx;
import dev.irpflow.protocol.rdbss.MRxForceClosed;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

/**
 * IRP_MJ_CLEANUP and IRP_MJ_CLOSE, and the end of FOBX, SRV_OPEN and FCB, which come in that order.
 * Pages: windows-driver-docs-pr/ifs/mrxcleanupfobx.md,
 * wdk-ddi-src/content/mrx/nc-mrx-pmrx_calldown.md and
 * windows-driver-docs-pr/ifs/connection-and-file-structure-management.md.
 */
final class Closing {
    /** Where a cleanup or close goes on. */
    sealed interface CloseStep extends Step {}

    /** A cleanup holds the FCB exclusive. */
    record CleanupHeld(RxContext rx) implements CloseStep {}

    /** MRxCleanupFobx has returned. */
    record CleanedUp(RxContext rx) implements CloseStep {}

    /** A close holds the FCB exclusive. */
    record CloseHeld(RxContext rx, Fobx fobx) implements CloseStep {}

    /** A close that was put off holds the FCB exclusive. */
    record DelayedHeld(RxContext rx, Fobx fobx, Step then) implements CloseStep {}

    /** MRxCloseSrvOpen has returned. */
    record SrvOpenClosed(RxContext rx, Fobx fobx, Step then) implements CloseStep {}

    /** MRxDeallocateForFobx has returned. */
    record FobxFreed(RxContext rx, Fobx fobx, Step then) implements CloseStep {}

    /** MRxForceClosed has returned. */
    record SrvOpenFreed(RxContext rx, SrvOpen srvOpen, Step then) implements CloseStep {}

    /** MRxDeallocateForFcb has returned. */
    record FcbFreed(RxContext rx, Fcb fcb, Step then) implements CloseStep {}

    /** The next of several closes that were put off is due. */
    record CloseNext(RxContext rx, List<Fobx> fobxs, Step then) implements CloseStep {}

    private final Rdbss rdbss;

    Closing(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    void resume(CloseStep step, Answer answer, Sink sink) {
        switch (step) {
            case CleanupHeld held -> cleanupHeld(held.rx(), sink);
            case CleanedUp done -> cleanedUp(done.rx(), answer, sink);
            case CloseHeld held -> closeHeld(held.rx(), held.fobx(), sink);
            case DelayedHeld held -> closeSrvOpen(held.rx(), held.fobx(), held.then(), sink);
            case SrvOpenClosed closed -> srvOpenClosed(closed, answer, sink);
            case FobxFreed freed -> fobxFreed(freed, sink);
            case SrvOpenFreed freed -> srvOpenFreed(freed, sink);
            case FcbFreed freed -> fcbFreed(freed, sink);
            case CloseNext next -> closeNext(next.rx(), next.fobxs(), next.then(), sink);
        }
    }

    /** An IRP_MJ_CLEANUP: the last handle to a file object is gone. */
    void cleanUp(RxContext rx, Sink sink) {
        if (rx.fobx() == null) {
            rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, 0, sink);
        } else if (rx.theFobx()
                .fcb()
                .resource()
                .acquire(rx.thread(), Resource.Mode.EXCLUSIVE, new CleanupHeld(rx))) {
            cleanupHeld(rx, sink);
        }
    }

    // Simplified: nothing is buffered, so that there are no times, sizes or data to be sent first.
    private void cleanupHeld(RxContext rx, Sink sink) {
        Fobx fobx = rx.theFobx();
        fobx.cleanUp();
        fobx.fcb().countUnclean(-1);
        rdbss.callbacks()
                .callThrough(
                        rx,
                        MRxCleanupFobx.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(fobx.fcb().id())
                                .setFobx(fobx.id())
                                .setSrvOpen(fobx.srvOpen().id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new CleanedUp(rx),
                        sink);
    }

    private void cleanedUp(RxContext rx, Answer answer, Sink sink) {
        noRetry(rx, "MRxCleanupFobx", answer, sink);
        release(rx, rx.theFobx().fcb(), sink);
        rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, 0, sink);
    }

    /** An IRP_MJ_CLOSE: the last reference to a file object is gone. */
    void close(RxContext rx, Sink sink) {
        if (rx.fobx() == null) {
            closeConnection(rx, sink);
            return;
        }
        Fobx fobx = rx.theFobx();
        Step held = new CloseHeld(rx, fobx);
        if (fobx.fcb().resource().acquire(rx.thread(), Resource.Mode.EXCLUSIVE, held)) {
            closeHeld(rx, fobx, sink);
        }
    }

    private void closeConnection(RxContext rx, Sink sink) {
        if (rx.theFile().fsContext2() instanceof VNetRoot vNetRoot) {
            vNetRoot.countTreeHandle(-1);
            rdbss.scavenging().dereference(vNetRoot, sink);
        }
        rx.theFile().contexts(null, null);
        rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, 0, sink);
    }

    private void closeHeld(RxContext rx, Fobx fobx, Sink sink) {
        boolean isDelayed = isToBeDelayed(fobx);
        fobx.fcb().countOpen(-1);
        fobx.srvOpen().countOpen(-1);
        rx.theFile().contexts(null, null);
        Step end = new Dispatching.Complete(rx, NtStatus.STATUS_SUCCESS, 0);
        if (isDelayed) {
            rdbss.scavenging().delay(fobx, sink);
            release(rx, fobx.fcb(), sink);
            rdbss.resume(end, Answer.GO_ON, sink);
        } else {
            closeSrvOpen(rx, fobx, end, sink);
        }
    }

    // The file may soon be opened again in the same way; until then the server keeps it open.
    private boolean isToBeDelayed(Fobx fobx) {
        Fcb fcb = fobx.fcb();
        return rdbss.settings().delayedCloseNs() > 0
                && fcb.minirdr().state() == MinirdrState.STARTED
                && fcb.minirdr().canCollapse()
                && fcb.type() != Fcb.FileType.DIRECTORY
                && !fcb.has(Fcb.STATE_DELETE_ON_CLOSE)
                && !fobx.srvOpen().isOrphaned()
                && fobx.srvOpen().openCount() == 1
                && fobx.srvOpen().request().isCollapsible()
                && fcb.netRoot().srvCall().closeDelayed() < rdbss.settings().maximumCloseDelayed();
    }

    /** Closes several files whose close was put off; then goes on. */
    void closeNext(RxContext rx, List<Fobx> fobxs, Step then, Sink sink) {
        if (fobxs.isEmpty()) {
            rdbss.resume(then, Answer.GO_ON, sink);
            return;
        }
        Fobx fobx = fobxs.getFirst();
        Step next = new CloseNext(rx, fobxs.subList(1, fobxs.size()), then);
        if (!rx.minirdr().delayed().remove(fobx)) {
            rdbss.resume(next, Answer.GO_ON, sink); // somebody else closes it
            return;
        }
        Step held = new DelayedHeld(rx, fobx, next);
        if (fobx.fcb().resource().acquire(rx.thread(), Resource.Mode.EXCLUSIVE, held)) {
            rdbss.resume(held, Answer.GO_ON, sink);
        }
    }

    // The FCB is held exclusive from here until its SRV_OPEN has gone or is still in use.
    private void closeSrvOpen(RxContext rx, Fobx fobx, Step then, Sink sink) {
        SrvOpen srvOpen = fobx.srvOpen();
        if (!srvOpen.isGood() || srvOpen.isClosed() || srvOpen.openCount() > 0) {
            freeFobx(rx, fobx, then, sink);
            return;
        }
        rdbss.callbacks()
                .callThrough(
                        rx,
                        MRxCloseSrvOpen.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(fobx.fcb().id())
                                .setFobx(fobx.id())
                                .setSrvOpen(srvOpen.id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new SrvOpenClosed(rx, fobx, then),
                        sink);
    }

    private void srvOpenClosed(SrvOpenClosed step, Answer answer, Sink sink) {
        noRetry(step.rx(), "MRxCloseSrvOpen", answer, sink);
        step.fobx().srvOpen().markClosed();
        step.fobx().srvOpen().delayClose(false);
        freeFobx(step.rx(), step.fobx(), step.then(), sink);
    }

    private void freeFobx(RxContext rx, Fobx fobx, Step then, Sink sink) {
        rdbss.callbacks()
                .callThrough(
                        rx,
                        MRxDeallocateForFobx.newBuilder()
                                .setFobx(fobx.id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new FobxFreed(rx, fobx, then),
                        sink);
    }

    private void fobxFreed(FobxFreed step, Sink sink) {
        Fobx fobx = step.fobx();
        SrvOpen srvOpen = fobx.srvOpen();
        sink.machine().objects().remove(fobx);
        srvOpen.fobxs().remove(fobx);
        srvOpen.vNetRoot().countFobx(-1);
        if (srvOpen.dereference() == 0) {
            freeSrvOpen(step.rx(), srvOpen, step.then(), sink);
        } else {
            leaveFcb(step.rx(), srvOpen.fcb(), step.then(), sink);
        }
    }

    private void freeSrvOpen(RxContext rx, SrvOpen srvOpen, Step then, Sink sink) {
        Step freed = new SrvOpenFreed(rx, srvOpen, then);
        if (srvOpen.isOrphaned()) {
            rdbss.resume(freed, Answer.GO_ON, sink);
            return;
        }
        rdbss.callbacks()
                .callThrough(
                        rx,
                        MRxForceClosed.newBuilder()
                                .setSrvOpen(srvOpen.id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        freed,
                        sink);
    }

    private void srvOpenFreed(SrvOpenFreed step, Sink sink) {
        SrvOpen srvOpen = step.srvOpen();
        Fcb fcb = srvOpen.fcb();
        sink.machine().objects().remove(srvOpen);
        fcb.srvOpens().remove(srvOpen);
        fcb.dereference();
        rdbss.scavenging().dereference(srvOpen.vNetRoot(), sink);
        leaveFcb(step.rx(), fcb, step.then(), sink);
    }

    // Who waits for the FCB has a reference to it, and gets it now; without any it ends.
    private void leaveFcb(RxContext rx, Fcb fcb, Step then, Sink sink) {
        Create create = rx.payload() instanceof Create open && open.fcb() == fcb ? open : null;
        if (create != null) { // an open that failed: its own reference goes too
            create.fcb(null);
            create.holdsFcb(false);
            fcb.dereference();
        }
        boolean isLast = fcb.count() == 1 && fcb.beginFinalising();
        if (isLast) {
            fcb.netRoot().remove(fcb);
        }
        release(rx, fcb, sink);
        if (!isLast) {
            rdbss.resume(then, Answer.GO_ON, sink);
            return;
        }
        rdbss.callbacks()
                .callThrough(
                        rx,
                        MRxDeallocateForFcb.newBuilder()
                                .setFcb(fcb.id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new FcbFreed(rx, fcb, then),
                        sink);
    }

    private void fcbFreed(FcbFreed step, Sink sink) {
        Fcb fcb = step.fcb();
        sink.machine().objects().remove(fcb);
        fcb.minirdr().countFcb(-1);
        rdbss.scavenging().dereference(fcb.netRoot(), sink);
        rdbss.resume(step.then(), Answer.GO_ON, sink);
    }

    /** Undoes what an open that failed has made, the lower levels first; then goes on. */
    void abandon(RxContext rx, Step then, Sink sink) {
        Create create = rx.create();
        Fcb fcb = create.theFcb();
        SrvOpen srvOpen = create.srvOpen();
        Fobx fobx = create.fobx();
        Step dropped = new Opening.Undone(rx, then);
        create.srvOpen(null);
        create.fobx(null);
        if (srvOpen == null) {
            leaveFcb(rx, fcb, dropped, sink);
            return;
        }
        int left = srvOpen.dereference(); // its maker's
        if (fobx != null) {
            freeFobx(rx, fobx, dropped, sink);
        } else if (left == 0) {
            freeSrvOpen(rx, srvOpen, dropped, sink);
        } else {
            throw new IllegalStateException(srvOpen + " was not opened, and is in use");
        }
    }

    private void release(RxContext rx, Fcb fcb, Sink sink) {
        rdbss.resumeAll(fcb.resource().release(rx.thread()), sink);
    }

    private static void noRetry(RxContext rx, String routine, Answer answer, Sink sink) {
        if (answer.status() == NtStatus.STATUS_RETRY) {
            sink.violated(
                    RdbssRule.NO_RETRY_FROM_CLEANUP,
                    rx.minirdr().driver(),
                    "%s returns STATUS_RETRY from %s".formatted(rx.minirdr().driver(), routine),
                    rx.call());
        }
    }
}
