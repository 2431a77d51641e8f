package dev.irpflow.rdbss;

import java.util.ArrayList;
import java.util.List;

/**
 * SRV_OPEN: one open handle on the server. It is referenced by each FOBX, and references its FCB
 * and V_NET_ROOT. Page: windows-driver-docs-pr/ifs/the-srv-open-structure.md.
 */
final class SrvOpen extends RxStructure {
    private final Fcb fcb;
    private final VNetRoot vNetRoot;
    private final OpenRequest request;
    private final List<Fobx> fobxs = new ArrayList<>(1);
    private int openCount;
    private boolean closed;
    private boolean closeDelayed;
    private boolean orphaned;

    SrvOpen(Fcb fcb, VNetRoot vNetRoot, OpenRequest request) {
        this.fcb = fcb;
        this.vNetRoot = vNetRoot;
        this.request = request;
    }

    Fcb fcb() {
        return fcb;
    }

    VNetRoot vNetRoot() {
        return vNetRoot;
    }

    /** What was asked of the server when it was made. */
    OpenRequest request() {
        return request;
    }

    /** Its opens by file objects. */
    List<Fobx> fobxs() {
        return fobxs;
    }

    /** OpenCount: file objects that use it. */
    int openCount() {
        return openCount;
    }

    void countOpen(int change) {
        openCount += change;
    }

    /** SRVOPEN_FLAG_CLOSED: MRxCloseSrvOpen was called, or there is nothing left to close. */
    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    /** SRVOPEN_FLAG_ORPHANED: its connection was deleted by force. */
    boolean isOrphaned() {
        return orphaned;
    }

    void orphan() {
        orphaned = true;
    }

    /** SRVOPEN_FLAG_CLOSE_DELAYED: closed by its user, still open on the server. */
    boolean isCloseDelayed() {
        return closeDelayed;
    }

    void delayClose(boolean yes) {
        if (yes != closeDelayed) {
            closeDelayed = yes;
            fcb.netRoot().srvCall().countCloseDelayed(yes ? 1 : -1);
        }
    }

    @Override
    protected String noun() {
        return "srv-open";
    }
}
