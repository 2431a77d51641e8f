package dev.irpflow.rdbss;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.MRxFinalizeNetRoot;
import dev.irpflow.protocol.rdbss.MRxFinalizeSrvCall;
import dev.irpflow.protocol.rdbss.MRxFinalizeVNetRoot;

/**
 * The end of V_NET_ROOT, NET_ROOT and SRV_CALL, bottom-up, with the NetName table held exclusive.
 * What the mini-redirector answers is ignored. Page:
 * windows-driver-docs-pr/ifs/connection-and-file-structure-management.md.
 */
final class Finalising {
    /** Where finalisation goes on. */
    sealed interface FinaliseStep extends Step {}

    /** The NetName table is held exclusive. */
    record TableHeld(RxContext rx, Step then) implements FinaliseStep {}

    /** MRxFinalizeVNetRoot, MRxFinalizeNetRoot or MRxFinalizeSrvCall has returned. */
    record Finalised(RxContext rx, NamedStructure structure, Step then) implements FinaliseStep {}

    private final Rdbss rdbss;

    Finalising(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** Finalises all that nobody uses; then goes on. */
    void run(RxContext rx, Step then, Sink sink) {
        Step held = new TableHeld(rx, then);
        Resource lock = rx.minirdr().names().lock();
        if (lock.acquire(rx.thread(), Resource.Mode.EXCLUSIVE, held)) {
            rdbss.resume(held, Answer.GO_ON, sink);
        }
    }

    void resume(FinaliseStep step, Sink sink) {
        switch (step) {
            case TableHeld held -> next(held.rx(), held.then(), sink);
            case Finalised finalised -> finalised(finalised, sink);
        }
    }

    private void next(RxContext rx, Step then, Sink sink) {
        NetNameTable names = rx.minirdr().names();
        NamedStructure unused = names.nextUnused();
        if (unused == null) {
            rdbss.resumeAll(names.lock().release(rx.thread()), sink);
            rdbss.resume(then, Answer.GO_ON, sink);
            return;
        }
        unused.beginFinalising();
        names.remove(unused);
        finalise(rx, unused, new Finalised(rx, unused, then), sink);
    }

    private void finalise(RxContext rx, NamedStructure unused, Step done, Sink sink) {
        Callbacks callbacks = rdbss.callbacks();
        long table = rx.minirdr().table();
        switch (unused) {
            case VNetRoot vNetRoot ->
                    callbacks.callThrough(
                            rx,
                            MRxFinalizeVNetRoot.newBuilder()
                                    .setVNetRoot(vNetRoot.id())
                                    .setDispatch(table)
                                    .build(),
                            done,
                            sink);
            case NetRoot netRoot ->
                    callbacks.callThrough(
                            rx,
                            MRxFinalizeNetRoot.newBuilder()
                                    .setNetRoot(netRoot.id())
                                    .setDispatch(table)
                                    .build(),
                            done,
                            sink);
            case SrvCall srvCall -> {
                if (srvCall.isWon()) {
                    callbacks.callThrough(
                            rx,
                            MRxFinalizeSrvCall.newBuilder()
                                    .setSrvCall(srvCall.id())
                                    .setDispatch(table)
                                    .build(),
                            done,
                            sink);
                } else {
                    rdbss.resume(done, Answer.GO_ON, sink); // no mini-redirector knows it
                }
            }
        }
    }

    private void finalised(Finalised step, Sink sink) {
        sink.machine().objects().remove(step.structure());
        switch (step.structure()) {
            case VNetRoot vNetRoot -> vNetRoot.netRoot().dereference();
            case NetRoot netRoot -> netRoot.srvCall().dereference();
            case SrvCall srvCall -> {} // it refers to nothing
        }
        next(step.rx(), step.then(), sink);
    }
}
