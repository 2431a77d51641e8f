package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.RxFinalizeConnection;
import dev.irpflow.protocol.rdbss.RxUnregisterMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * RxFinalizeConnection and RxUnregisterMinirdr: a connection, or all of a mini-redirector, is to
 * go. Pages: wdk-ddi-src/content/rxprocs/nf-rxprocs-rxfinalizeconnection.md,
 * wdk-ddi-src/content/rxstruc/nf-rxstruc-rxunregisterminirdr.md.
 */
final class Deleting {
    private static final int FORCE_FILES_CLOSED = 1;

    /** Where deleting goes on. */
    sealed interface DeleteStep extends Step {}

    /** The closes of the view's files that were put off are done. */
    record Purged(RxContext rx, VNetRoot vNetRoot, int force) implements DeleteStep {}

    /** The connection is gone, unless somebody still uses it. */
    record Deleted(RxContext rx, NtStatus status) implements DeleteStep {}

    /** MUP has forgotten a redirector that was never stopped. */
    record UncDeregistered(RxContext rx) implements DeleteStep {}

    /** All closes that were put off are done. */
    record AllPurged(RxContext rx) implements DeleteStep {}

    /** All servers, shares and views are gone. */
    record AllFinalised(RxContext rx) implements DeleteStep {}

    private final Rdbss rdbss;

    Deleting(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** RxFinalizeConnection. */
    void finalizeConnection(Call call, RxFinalizeConnection request, Sink sink) {
        VNetRoot vNetRoot = rdbss.find(request.getVNetRoot(), VNetRoot.class, call, sink);
        if (vNetRoot == null) {
            sink.returns(call, NtStatus.STATUS_CONNECTION_IN_USE);
            return;
        }
        Minirdr minirdr = vNetRoot.minirdr();
        RxContext rx = rdbss.dispatching().begin(new RxContext(minirdr, call), sink);
        vNetRoot.reference();
        rdbss.closing()
                .closeNext(
                        rx,
                        minirdr.delayed().of(vNetRoot),
                        new Purged(rx, vNetRoot, request.getForceFilesClosed()),
                        sink);
    }

    void resume(DeleteStep step, Sink sink) {
        switch (step) {
            case Purged purged -> purged(purged, sink);
            case Deleted deleted -> {
                rdbss.dispatching().release(deleted.rx(), sink);
                sink.returns(deleted.rx().call(), deleted.status());
            }
            case AllPurged purged ->
                    rdbss.finalising().run(purged.rx(), new AllFinalised(purged.rx()), sink);
            case UncDeregistered deregistered -> purgeAll(deregistered.rx(), sink);
            case AllFinalised finalised -> unregistered(finalised.rx(), sink);
        }
    }

    // Simplified: 0xFF also drops a reference that an add-connection control code has taken; here
    // the
    // handle of the tree connection is that reference.
    private void purged(Purged step, Sink sink) {
        RxContext rx = step.rx();
        VNetRoot vNetRoot = step.vNetRoot();
        boolean isForced = step.force() == FORCE_FILES_CLOSED;
        if (vNetRoot.fobxs() > 0 && !isForced) {
            rdbss.scavenging().dereference(vNetRoot, sink);
            rdbss.resume(new Deleted(rx, NtStatus.STATUS_FILES_OPEN), Answer.GO_ON, sink);
            return;
        }
        cancelAll(rx, vNetRoot, sink);
        orphan(vNetRoot);
        rx.minirdr().names().retire(vNetRoot);
        rdbss.scavenging().dereference(vNetRoot, sink);
        rdbss.finalising().run(rx, new Deleted(rx, NtStatus.STATUS_SUCCESS), sink);
    }

    private void cancelAll(RxContext rx, VNetRoot vNetRoot, Sink sink) {
        for (RxContext other : new ArrayList<>(rx.minirdr().active().values())) {
            Fobx fobx = other.fobx();
            if (fobx != null
                    && fobx.srvOpen().vNetRoot() == vNetRoot
                    && other.payload() instanceof LowIoContext) {
                rdbss.cancelling().request(other, sink);
            }
        }
    }

    // Open handles stay; nothing but cleanup and close gets through to their files any more.
    private static void orphan(VNetRoot vNetRoot) {
        NetRoot netRoot = vNetRoot.netRoot();
        for (Fcb fcb : netRoot.fcbs()) {
            boolean isAll = !fcb.srvOpens().isEmpty();
            for (SrvOpen srvOpen : fcb.srvOpens()) {
                if (srvOpen.vNetRoot() == vNetRoot) {
                    srvOpen.orphan();
                }
                isAll &= srvOpen.isOrphaned();
            }
            if (isAll) {
                fcb.set(Fcb.STATE_ORPHANED);
                netRoot.remove(fcb);
            }
        }
    }

    /** RxUnregisterMinirdr. */
    void unregister(Call call, RxUnregisterMinirdr request, Sink sink) {
        Minirdr minirdr = registered(call, request.getRxDeviceObject(), sink);
        if (minirdr == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        rdbss.scavenging().stop(minirdr);
        RxContext rx = rdbss.dispatching().begin(new RxContext(minirdr, call), sink);
        if (minirdr.mupHandle() == 0) {
            purgeAll(rx, sink);
        } else {
            // CHOICE: no page says what becomes of MUP's registration without a stop; it goes too.
            StartStop.deregister(minirdr, call, new UncDeregistered(rx), sink);
        }
    }

    private void purgeAll(RxContext rx, Sink sink) {
        rdbss.closing().closeNext(rx, rx.minirdr().delayed().all(), new AllPurged(rx), sink);
    }

    private @Nullable Minirdr registered(Call call, long id, Sink sink) {
        DeviceObject device = rdbss.find(id, DeviceObject.class, call, sink);
        return device == null ? null : rdbss.minirdr(device);
    }

    private void unregistered(RxContext rx, Sink sink) {
        Minirdr minirdr = rx.minirdr();
        rdbss.dispatching().release(rx, sink);
        if (!minirdr.active().isEmpty() || minirdr.activeFcbs() > 0) {
            sink.violated(
                    RdbssRule.NOTHING_LEFT_AT_UNREGISTER,
                    minirdr.driver(),
                    "%s unregisters with %d requests under way and %d files open"
                            .formatted(
                                    minirdr.driver(),
                                    minirdr.active().size(),
                                    minirdr.activeFcbs()),
                    rx.call());
        }
        rdbss.scavenging().stop(minirdr);
        rdbss.remove(minirdr);
        sink.machine().namespace().remove(minirdr.device());
        sink.machine().objects().remove(minirdr.device());
        sink.returns(rx.call(), NtStatus.STATUS_SUCCESS);
    }
}
