package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.FcbInitPacket;
import dev.irpflow.protocol.rdbss.MRxCollapseOpen;
import dev.irpflow.protocol.rdbss.MRxCreate;
import dev.irpflow.protocol.rdbss.MRxShouldTryToCollapseThisOpen;
import dev.irpflow.protocol.rdbss.RxCreateNetFobx;
import dev.irpflow.protocol.rdbss.RxFinishFcbInitialization;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * The last part of an open: the FCB is found or made, an open on the server is shared or made, and
 * the FOBX joins the file object to it. Pages: windows-driver-docs-pr/ifs/mrxcreate.md,
 * mrxcollapseopen.md, mrxshouldtrytocollapsethisopen.md.
 */
final class FileOpening {
    private static final long FILE_SUPERSEDED = 0;
    private static final long FILE_OPENED = 1;
    private static final long FILE_OVERWRITTEN = 3;

    /** Where the open of a file goes on. */
    sealed interface FileStep extends Step {}

    /** The FCB is held exclusive. */
    record FcbHeld(RxContext rx) implements FileStep {}

    /** MRxShouldTryToCollapseThisOpen has returned, asked without a candidate or about one. */
    record CollapseAsked(RxContext rx, @Nullable SrvOpen candidate) implements FileStep {}

    /** MRxCollapseOpen has returned. */
    record Collapsed(RxContext rx, SrvOpen candidate) implements FileStep {}

    /** MRxCreate has returned. */
    record Created(RxContext rx) implements FileStep {}

    private final Rdbss rdbss;

    FileOpening(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /** Opens the file below the connection that the open has. */
    void open(RxContext rx, Sink sink) {
        Create create = rx.create();
        NetRoot netRoot = create.theVNetRoot().netRoot();
        Fcb fcb = netRoot.fcb(create.rest());
        if (fcb == null) {
            fcb = sink.machine().objects().add(new Fcb(netRoot, create.rest()));
            netRoot.reference();
            netRoot.add(fcb);
            rx.minirdr().countFcb(1);
        }
        fcb.reference();
        create.fcb(fcb);
        if (fcb.resource().acquire(rx.thread(), Resource.Mode.EXCLUSIVE, new FcbHeld(rx))) {
            fcbHeld(rx, sink);
        }
    }

    void resume(FileStep step, Answer answer, Sink sink) {
        switch (step) {
            case FcbHeld held -> fcbHeld(held.rx(), sink);
            case CollapseAsked asked -> collapseAsked(asked, answer, sink);
            case Collapsed collapsed -> collapsed(collapsed, answer, sink);
            case Created created -> created(created.rx(), answer, sink);
        }
    }

    private void fcbHeld(RxContext rx, Sink sink) {
        Create create = rx.create();
        create.holdsFcb(true);
        if (create.theFcb().has(Fcb.STATE_ORPHANED)) {
            // The share was disconnected by force while this open waited: it looks again.
            rdbss.closing().abandon(rx, new Opening.Retry(rx), sink);
        } else if (create.request().isCollapsible()
                && rx.minirdr().canCollapse()
                && nextCandidate(rx, null) != null) {
            askCollapse(rx, null, sink);
        } else {
            createSrvOpen(rx, sink);
        }
    }

    // The veto routine is asked twice: in general, and about the candidate.
    private void askCollapse(RxContext rx, @Nullable SrvOpen candidate, Sink sink) {
        MRxShouldTryToCollapseThisOpen.Builder request =
                MRxShouldTryToCollapseThisOpen.newBuilder()
                        .setRxContext(rx.id())
                        .setFcb(rx.create().theFcb().id())
                        .setDispatch(rx.minirdr().table());
        if (candidate != null) {
            request.setSrvOpen(candidate.id());
        }
        rdbss.callbacks().call(rx, request.build(), new CollapseAsked(rx, candidate), sink);
    }

    private void collapseAsked(CollapseAsked step, Answer answer, Sink sink) {
        RxContext rx = step.rx();
        SrvOpen candidate = step.candidate();
        if (!answer.isSuccess()) {
            createSrvOpen(rx, sink); // vetoed
        } else if (candidate == null) {
            askCollapse(rx, nextCandidate(rx, null), sink);
        } else {
            rx.create().srvOpen(candidate);
            rdbss.callbacks()
                    .call(
                            rx,
                            MRxCollapseOpen.newBuilder()
                                    .setRxContext(rx.id())
                                    .setFcb(rx.create().theFcb().id())
                                    .setSrvOpen(candidate.id())
                                    .setDispatch(rx.minirdr().table())
                                    .build(),
                            new Collapsed(rx, candidate),
                            sink);
        }
    }

    private void collapsed(Collapsed step, Answer answer, Sink sink) {
        RxContext rx = step.rx();
        if (answer.isSuccess() && hasFobx(rx, sink)) {
            step.candidate()
                    .delayClose(false); // the reference of a put-off close stays: see DelayedCloses
            opened(rx, FILE_OPENED, sink);
            return;
        }
        rx.create().srvOpen(null);
        SrvOpen next = nextCandidate(rx, step.candidate());
        if (next == null) {
            createSrvOpen(rx, sink);
        } else {
            askCollapse(rx, next, sink);
        }
    }

    // Only opens of the same view with the same access and sharing can be shared, and only disk
    // files.
    private static @Nullable SrvOpen nextCandidate(RxContext rx, @Nullable SrvOpen after) {
        Create create = rx.create();
        boolean reached = after == null;
        for (SrvOpen srvOpen : create.theFcb().srvOpens()) {
            if (reached
                    && srvOpen.isGood()
                    && !srvOpen.isClosed()
                    && !srvOpen.isOrphaned()
                    && srvOpen.vNetRoot() == create.vNetRoot()
                    && create.request().isServedBy(srvOpen.request())) {
                return srvOpen;
            }
            reached |= srvOpen == after;
        }
        return null;
    }

    private void createSrvOpen(RxContext rx, Sink sink) {
        Create create = rx.create();
        Fcb fcb = create.theFcb();
        VNetRoot vNetRoot = create.theVNetRoot();
        SrvOpen srvOpen =
                sink.machine().objects().add(new SrvOpen(fcb, vNetRoot, create.request()));
        fcb.reference();
        fcb.srvOpens().add(srvOpen);
        vNetRoot.reference();
        create.srvOpen(srvOpen);
        OpenRequest request = create.request();
        rdbss.callbacks()
                .call(
                        rx,
                        MRxCreate.newBuilder()
                                .setRxContext(rx.id())
                                .setFcb(fcb.id())
                                .setSrvOpen(srvOpen.id())
                                .setVNetRoot(vNetRoot.id())
                                .setNetRoot(vNetRoot.netRoot().id())
                                .setSrvCall(vNetRoot.netRoot().srvCall().id())
                                .setPath(fcb.path())
                                .setDesiredAccess(request.desiredAccess())
                                .setDisposition(request.disposition())
                                .setCreateOptions(request.createOptions())
                                .setFileAttributes(request.fileAttributes())
                                .setShareAccess(request.shareAccess())
                                .setDispatch(rx.minirdr().table())
                                .build(),
                        new Created(rx),
                        sink);
    }

    private void created(RxContext rx, Answer answer, Sink sink) {
        Create create = rx.create();
        SrvOpen srvOpen = theSrvOpen(create);
        MRxCreate.Out out = answer.out(MRxCreate.Out.class);
        boolean success = answer.isSuccess() && hasFobx(rx, sink);
        NtStatus outcome =
                success || !answer.isSuccess() ? answer.status() : NtStatus.STATUS_UNSUCCESSFUL;
        srvOpen.stabilise(outcome);
        if (success) {
            long information = out == null ? 0 : out.getReturnedCreateInformation();
            srvOpen.dereference(); // this open's, who made it; the FOBX has one of its own
            create.theFcb().stabilise(NtStatus.STATUS_SUCCESS);
            if (information == FILE_OVERWRITTEN || isSuperseded(create, information)) {
                create.theFcb().resize(0);
            }
            opened(rx, information, sink);
        } else {
            rdbss.closing().abandon(rx, afterFailure(rx, outcome, out, sink), sink);
        }
    }

    private Step afterFailure(
            RxContext rx, NtStatus status, MRxCreate.@Nullable Out out, Sink sink) {
        Create create = rx.create();
        return switch (status) {
            case STATUS_RETRY -> new Opening.Retry(rx);
            case STATUS_PENDING -> {
                if (out != null && out.getPostRequest()) {
                    yield new Posting.Repost(rx);
                }
                rdbss.pendedInVain(rx, "MRxCreate", sink);
                yield new Opening.Failed(rx, NtStatus.STATUS_UNSUCCESSFUL);
            }
            case STATUS_SHARING_VIOLATION -> {
                if (create.request().disposition() == OpenRequest.FILE_CREATE) {
                    yield new Opening.Failed(rx, NtStatus.STATUS_OBJECT_NAME_COLLISION);
                }
                // A file that its user has closed may be what stands in the way.
                if (!create.isPurged() && !rx.minirdr().delayed().isEmpty()) {
                    create.purge();
                    yield new Closing.CloseNext(
                            rx, rx.minirdr().delayed().all(), new Opening.Retry(rx));
                }
                yield new Opening.Failed(rx, status);
            }
            default -> new Opening.Failed(rx, status); // the application sees it as it is
        };
    }

    private void opened(RxContext rx, long information, Sink sink) {
        Create create = rx.create();
        Fcb fcb = create.theFcb();
        SrvOpen srvOpen = theSrvOpen(create);
        Fobx fobx = create.fobx();
        if (fobx == null) {
            throw new IllegalStateException("an open without a FOBX");
        }
        fcb.countOpen(1);
        fcb.countUnclean(1);
        srvOpen.countOpen(1);
        fobx.stabilise(NtStatus.STATUS_SUCCESS);
        rx.theFile().contexts(fcb, fobx);
        rx.fobx(fobx);
        create.holdsFcb(false);
        rdbss.resumeAll(fcb.resource().release(rx.thread()), sink);
        create.fcb(null);
        fcb.dereference(); // the SRV_OPEN has one, so it cannot be the last
        rdbss.opening().dropConnection(rx, sink);
        rdbss.dispatching().complete(rx, NtStatus.STATUS_SUCCESS, information, sink);
    }

    private static boolean hasFobx(RxContext rx, Sink sink) {
        if (rx.create().fobx() != null) {
            return true;
        }
        sink.violated(
                RdbssRule.ONE_FOBX_FOR_EACH_OPEN,
                rx.minirdr().driver(),
                "%s opens %s and made no FOBX for it"
                        .formatted(rx.minirdr().driver(), rx.create().theFcb().path()),
                rx.call());
        return false;
    }

    /** RxCreateNetFobx: the mini-redirector has opened the file. */
    void createFobx(Call call, RxCreateNetFobx request, Sink sink) {
        RxContext rx = rdbss.find(request.getRxContext(), RxContext.class, call, sink);
        SrvOpen srvOpen = rdbss.find(request.getMrxSrvOpen(), SrvOpen.class, call, sink);
        if (rx == null || srvOpen == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS, RxCreateNetFobx.Out.getDefaultInstance());
            return;
        }
        boolean fits =
                rx.payload() instanceof Create create
                        && create.holdsFcb()
                        && create.srvOpen() == srvOpen
                        && create.fobx() == null;
        if (!fits) {
            sink.violated(
                    RdbssRule.ONE_FOBX_FOR_EACH_OPEN,
                    call.from(),
                    "%s makes a FOBX for %s in %s, which is not opening it or has one already"
                            .formatted(call.from(), srvOpen, rx),
                    call);
            sink.returns(call, NtStatus.STATUS_SUCCESS, RxCreateNetFobx.Out.getDefaultInstance());
            return;
        }
        Fobx fobx = sink.machine().objects().add(new Fobx(srvOpen));
        srvOpen.reference();
        srvOpen.fobxs().add(fobx);
        srvOpen.vNetRoot().countFobx(1);
        rx.create().fobx(fobx);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                RxCreateNetFobx.Out.newBuilder().setReturned(fobx.id()).build());
    }

    /** RxFinishFcbInitialization: the mini-redirector says what it has opened. */
    void finishInitialization(Call call, RxFinishFcbInitialization request, Sink sink) {
        Fcb fcb = rdbss.find(request.getFcb(), Fcb.class, call, sink);
        if (fcb == null) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (!fcb.resource().isExclusive()) {
            sink.violated(
                    RdbssRule.FCB_RESOURCE_OWNER,
                    call.from(),
                    "%s initialises %s, which nobody holds exclusive".formatted(call.from(), fcb),
                    call);
        }
        Fcb.FileType type =
                switch (request.getFileType()) {
                    case RDBSS_NTC_STORAGE_TYPE_DIRECTORY -> Fcb.FileType.DIRECTORY;
                    case RDBSS_NTC_STORAGE_TYPE_FILE -> Fcb.FileType.FILE;
                    case RDBSS_NTC_STORAGE_TYPE_UNKNOWN,
                            RDBSS_NTC_MAILSLOT,
                            RDBSS_NTC_SPOOLFILE,
                            UNRECOGNIZED ->
                            Fcb.FileType.UNKNOWN;
                };
        fcb.type(type);
        if (request.hasInitPacket()) {
            FcbInitPacket said = request.getInitPacket();
            fcb.sizes(said.getFileSize(), said.getAllocationSize(), said.getValidDataLength());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static boolean isSuperseded(Create create, long information) {
        return information == FILE_SUPERSEDED && create.request().disposition() == 0;
    }

    private static SrvOpen theSrvOpen(Create create) {
        SrvOpen srvOpen = create.srvOpen();
        if (srvOpen == null) {
            throw new IllegalStateException("an open without a SRV_OPEN");
        }
        return srvOpen;
    }
}
