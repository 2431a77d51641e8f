package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MRxExtractNetRootName;
import dev.irpflow.protocol.rdbss.MRxSrvCallWinnerNotify;
import dev.irpflow.protocol.rdbss.MrxNetrootCallback;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.status.NtStatus;

/**
 * RxFindOrCreateConnections: the way from a name to a V_NET_ROOT, which is found or made, with the
 * SRV_CALL and NET_ROOT above it. For one name one construction is under way at a time; others wait
 * for it. Page: windows-driver-docs-pr/ifs/connections-and-file-structure-locking.md.
 */
final class Connecting {
    /** Where the search for a connection goes on. */
    sealed interface ConnectStep extends Step {}

    /** The NetName table is locked: look for the connection. */
    record LookUp(RxContext rx) implements ConnectStep {}

    /** A structure that another request was making is stable now. */
    record Stable(RxContext rx, RxStructure structure) implements ConnectStep {}

    /** MRxCreateSrvCall has returned. */
    record SrvCallAsked(SrvCallDown down) implements ConnectStep {}

    /** MRxSrvCallWinnerNotify has returned. */
    record WinnerTold(RxContext rx, SrvCall srvCall) implements ConnectStep {}

    /** MRxExtractNetRootName has returned. */
    record NameExtracted(RxContext rx, SrvCall srvCall) implements ConnectStep {}

    /** The NetName table is locked: look for the share. */
    record LookUpShare(RxContext rx, SrvCall srvCall, String share) implements ConnectStep {}

    /** MRxCreateVNetRoot has returned. */
    record VNetRootAsked(VNetRootDown down) implements ConnectStep {}

    private final Rdbss rdbss;

    Connecting(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** Finds or makes the connection of an open; Opening goes on. */
    void connect(RxContext rx, Sink sink) {
        lock(rx, new LookUp(rx), sink);
    }

    void resume(ConnectStep step, Answer answer, Sink sink) {
        switch (step) {
            case LookUp lookUp -> lookUp(lookUp.rx(), sink);
            case Stable stable -> stable(stable, sink);
            case SrvCallAsked asked -> srvCallAsked(asked.down(), answer, sink);
            case WinnerTold told -> winnerTold(told, answer, sink);
            case NameExtracted extracted -> nameExtracted(extracted, answer, sink);
            case LookUpShare lookUp -> lookUpShare(lookUp, sink);
            case VNetRootAsked asked -> vNetRootAsked(asked.down(), answer, sink);
        }
    }

    private void lock(RxContext rx, Step step, Sink sink) {
        Resource lock = rx.minirdr().names().lock();
        if (lock.acquire(rx.thread(), Resource.Mode.SHARED, step)) {
            rdbss.resume(step, Answer.GO_ON, sink);
        }
    }

    private void unlock(RxContext rx, Sink sink) {
        rdbss.resumeAll(rx.minirdr().names().lock().release(rx.thread()), sink);
    }

    private void lookUp(RxContext rx, Sink sink) {
        NetNameTable names = rx.minirdr().names();
        Create create = rx.create();
        VNetRoot vNetRoot = names.longestPrefix(create.name());
        SrvCall srvCall = names.srvCall(create.name().server());
        if (vNetRoot != null) {
            if (isUsable(rx, vNetRoot, sink)) {
                use(rx, vNetRoot, create.name().full().substring(vNetRoot.name().length()), sink);
            }
        } else if (srvCall != null) {
            if (isUsable(rx, srvCall, sink)) {
                srvCall.reference();
                unlock(rx, sink);
                extractShare(rx, srvCall, sink);
            }
        } else {
            askSrvCall(rx, sink);
        }
    }

    // Not yet stable: its maker wakes this request, which then begins again.
    private boolean isUsable(RxContext rx, RxStructure structure, Sink sink) {
        if (structure.isInTransition()) {
            structure.waiters().addLast(new Stable(rx, structure));
            unlock(rx, sink);
            return false;
        }
        return true;
    }

    private void use(RxContext rx, VNetRoot vNetRoot, String rest, Sink sink) {
        vNetRoot.reference();
        rx.create().vNetRoot(vNetRoot);
        rx.create().rest(rest);
        unlock(rx, sink);
        rdbss.opening().connected(rx, sink);
    }

    // CHOICE: who waited for a construction that failed gets its status, rather than try again
    // itself.
    private void stable(Stable step, Sink sink) {
        if (step.structure().condition() == Condition.BAD) {
            rdbss.opening().failed(step.rx(), step.structure().failure(), sink);
        } else {
            connect(step.rx(), sink);
        }
    }

    private void askSrvCall(RxContext rx, Sink sink) {
        SrvCall srvCall = add(new SrvCall(rx.minirdr(), rx.create().name().server()), sink);
        rx.minirdr().names().add(srvCall);
        srvCall.reference(); // by its maker, until the share refers to it
        unlock(rx, sink);
        SrvCallDown down = add(new SrvCallDown(rx, srvCall), sink);
        rdbss.callbacks()
                .callRequired(
                        rx,
                        MRxCreateSrvCall.newBuilder()
                                .setSrvCall(srvCall.id())
                                .setCallbackContext(down.id())
                                .setRxContext(rx.id())
                                .setSrvCallName(srvCall.name())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new SrvCallAsked(down),
                        sink);
    }

    private void srvCallAsked(SrvCallDown down, Answer answer, Sink sink) {
        if (answer.status() != NtStatus.STATUS_PENDING && !down.outcome().isCalledBack()) {
            down.report(answer.status(), null); // nobody will call back any more
            down.outcome().calledBack();
        }
        if (down.outcome().returned()) {
            srvCallDone(down, sink);
        }
    }

    /** MRX_SRVCALL_CALLBACK: the mini-redirector reports the result of MRxCreateSrvCall. */
    void srvCallCallback(Call call, MrxSrvcallCallback request, Sink sink) {
        SrvCallDown down =
                sink.machine().objects().find(request.getCallbackContext(), SrvCallDown.class);
        if (down == null || down.outcome().isCalledBack()) {
            calledBackTwice(call, "MRxCreateSrvCall", sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (request.hasStatus()) {
            down.report(
                    request.getStatus(),
                    request.hasRecommunicateContext() ? request.getRecommunicateContext() : null);
        }
        boolean both = down.outcome().calledBack();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        if (both) {
            srvCallDone(down, sink);
        }
    }

    private void srvCallDone(SrvCallDown down, Sink sink) {
        sink.machine().objects().remove(down);
        if (down.status() != NtStatus.STATUS_SUCCESS) {
            srvCallFailed(down.rx(), down.srvCall(), down.status(), sink);
            return;
        }
        down.srvCall().win();
        MRxSrvCallWinnerNotify.Builder request =
                MRxSrvCallWinnerNotify.newBuilder()
                        .setSrvCall(down.srvCall().id())
                        .setThisMinirdrIsTheWinner(true)
                        .setDispatch(down.rx().minirdr().table());
        if (down.recommunicateContext() != null) {
            request.setRecommunicateContext(down.recommunicateContext());
        }
        rdbss.callbacks()
                .callThrough(
                        down.rx(),
                        request.build(),
                        new WinnerTold(down.rx(), down.srvCall()),
                        sink);
    }

    private void winnerTold(WinnerTold step, Answer answer, Sink sink) {
        if (!answer.isSuccess()) {
            srvCallFailed(step.rx(), step.srvCall(), answer.status(), sink);
            return;
        }
        stabilise(step.srvCall(), NtStatus.STATUS_SUCCESS, sink);
        extractShare(step.rx(), step.srvCall(), sink);
    }

    private void srvCallFailed(RxContext rx, SrvCall srvCall, NtStatus status, Sink sink) {
        rx.minirdr().names().retire(srvCall);
        stabilise(srvCall, status, sink);
        rdbss.scavenging().dereference(srvCall, sink);
        rdbss.opening().failed(rx, status, sink);
    }

    private void extractShare(RxContext rx, SrvCall srvCall, Sink sink) {
        rdbss.callbacks()
                .callRequired(
                        rx,
                        MRxExtractNetRootName.newBuilder()
                                .setFilePathName(rx.create().name().path())
                                .setSrvCall(srvCall.id())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new NameExtracted(rx, srvCall),
                        sink);
    }

    private void nameExtracted(NameExtracted step, Answer answer, Sink sink) {
        MRxExtractNetRootName.Out names = answer.out(MRxExtractNetRootName.Out.class);
        String share = names == null ? "" : names.getNetRootName();
        if (!answer.isSuccess() || share.isEmpty()) {
            NtStatus status =
                    answer.isSuccess() ? NtStatus.STATUS_BAD_NETWORK_NAME : answer.status();
            rdbss.scavenging().dereference(step.srvCall(), sink);
            rdbss.opening().failed(step.rx(), status, sink);
            return;
        }
        step.rx().create().rest(names == null ? "" : names.getRestOfName());
        lock(step.rx(), new LookUpShare(step.rx(), step.srvCall(), share), sink);
    }

    // The second look under the lock: another request may have made the connection meanwhile.
    private void lookUpShare(LookUpShare step, Sink sink) {
        RxContext rx = step.rx();
        NetNameTable names = rx.minirdr().names();
        String drive = rx.create().name().drive();
        VNetRoot vNetRoot = names.vNetRoot(drive + step.share());
        NetRoot netRoot = names.netRoot(step.share());
        NamedStructure found = vNetRoot != null ? vNetRoot : netRoot;
        if (found != null && !isUsable(rx, found, sink)) {
            rdbss.scavenging().dereference(step.srvCall(), sink);
            return;
        }
        if (vNetRoot != null) {
            rdbss.scavenging().dereference(step.srvCall(), sink);
            use(rx, vNetRoot, rx.create().rest(), sink);
            return;
        }
        boolean isNew = netRoot == null;
        if (netRoot == null) {
            netRoot = add(new NetRoot(step.srvCall(), step.share()), sink);
            step.srvCall().reference();
            names.add(netRoot);
        }
        rdbss.scavenging().dereference(step.srvCall(), sink);
        askVNetRoot(rx, netRoot, isNew, sink);
    }

    private void askVNetRoot(RxContext rx, NetRoot netRoot, boolean isNew, Sink sink) {
        VNetRoot vNetRoot = add(new VNetRoot(netRoot, rx.create().name().drive()), sink);
        netRoot.reference();
        vNetRoot.reference(); // by its maker, the open
        rx.minirdr().names().add(vNetRoot);
        unlock(rx, sink);
        VNetRootDown down = add(new VNetRootDown(rx, vNetRoot), sink);
        rdbss.callbacks()
                .callRequired(
                        rx,
                        MRxCreateVNetRoot.newBuilder()
                                .setContext(down.id())
                                .setRxContext(rx.id())
                                .setVNetRoot(vNetRoot.id())
                                .setNetRoot(netRoot.id())
                                .setSrvCall(netRoot.srvCall().id())
                                .setNetRootName(netRoot.name())
                                .setNetRootIsNew(isNew)
                                .setIsPrefixClaim(
                                        rx.create().purpose() == Create.Purpose.PREFIX_CLAIM)
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new VNetRootAsked(down),
                        sink);
    }

    private void vNetRootAsked(VNetRootDown down, Answer answer, Sink sink) {
        if (answer.status() != NtStatus.STATUS_PENDING && !down.outcome().isCalledBack()) {
            down.report(answer.status(), answer.status()); // nobody will call back any more
            down.outcome().calledBack();
        }
        if (down.outcome().returned()) {
            vNetRootDone(down, sink);
        }
    }

    /** MRX_NETROOT_CALLBACK: the mini-redirector reports the results of MRxCreateVNetRoot. */
    void netRootCallback(Call call, MrxNetrootCallback request, Sink sink) {
        VNetRootDown down = sink.machine().objects().find(request.getContext(), VNetRootDown.class);
        if (down == null || down.outcome().isCalledBack()) {
            calledBackTwice(call, "MRxCreateVNetRoot", sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        down.report(
                request.hasNetRootStatus() ? request.getNetRootStatus() : down.netRootStatus(),
                request.hasVirtualNetRootStatus()
                        ? request.getVirtualNetRootStatus()
                        : down.vNetRootStatus());
        boolean both = down.outcome().calledBack();
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        if (both) {
            vNetRootDone(down, sink);
        }
    }

    // Two results: a share that is there may still refuse this view of it.
    private void vNetRootDone(VNetRootDown down, Sink sink) {
        sink.machine().objects().remove(down);
        RxContext rx = down.rx();
        VNetRoot vNetRoot = down.vNetRoot();
        NetRoot netRoot = vNetRoot.netRoot();
        NtStatus ofShare = down.netRootStatus();
        NtStatus ofView = down.vNetRootStatus();
        NtStatus status = ofView == NtStatus.STATUS_SUCCESS ? ofShare : ofView;
        NetNameTable names = rx.minirdr().names();
        boolean failed = status != NtStatus.STATUS_SUCCESS;
        if (failed) {
            names.retire(vNetRoot);
        }
        if (netRoot.isInTransition()) {
            if (ofShare != NtStatus.STATUS_SUCCESS) {
                names.retire(netRoot);
            }
            stabilise(netRoot, ofShare, sink);
        }
        stabilise(vNetRoot, status, sink);
        if (failed) {
            rdbss.scavenging().dereference(vNetRoot, sink);
            rdbss.opening().failed(rx, status, sink);
        } else {
            rx.create().vNetRoot(vNetRoot);
            rdbss.opening().connected(rx, sink);
        }
    }

    private void stabilise(RxStructure structure, NtStatus status, Sink sink) {
        structure.stabilise(status);
        while (!structure.waiters().isEmpty()) {
            rdbss.resume(structure.waiters().removeFirst(), Answer.GO_ON, sink);
        }
    }

    private static void calledBackTwice(Call call, String routine, Sink sink) {
        sink.violated(
                RdbssRule.CONNECTION_CALLBACK_ONCE,
                call.from(),
                "%s calls the callback of %s, which has been called already"
                        .formatted(call.from(), routine),
                call);
    }

    private static <T extends KernelObject> T add(T object, Sink sink) {
        return sink.machine().objects().add(object);
    }
}
