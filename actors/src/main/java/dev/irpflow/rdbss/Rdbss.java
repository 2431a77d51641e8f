package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.DispatchSlots;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.mup.IoctlRedirQueryPath;
import dev.irpflow.protocol.mup.IoctlRedirQueryPathEx;
import dev.irpflow.protocol.rdbss.MrxNetrootCallback;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.rdbss.RxCreateNetFobx;
import dev.irpflow.protocol.rdbss.RxDispatchToWorkerThread;
import dev.irpflow.protocol.rdbss.RxFinalizeConnection;
import dev.irpflow.protocol.rdbss.RxFinishFcbInitialization;
import dev.irpflow.protocol.rdbss.RxLowIoCompletion;
import dev.irpflow.protocol.rdbss.RxRegisterMinirdr;
import dev.irpflow.protocol.rdbss.RxReleaseFcbResourceForThreadInMRx;
import dev.irpflow.protocol.rdbss.RxSetMinirdrCancelRoutine;
import dev.irpflow.protocol.rdbss.RxStartMinirdr;
import dev.irpflow.protocol.rdbss.RxStopMinirdr;
import dev.irpflow.protocol.rdbss.RxUnregisterMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * RDBSS of one machine. It routes: what comes in goes to the part that does it, and each part goes
 * on from its own steps. Pages: windows-driver-docs-pr/ifs/the-rdbss-driver-and-library.md.
 */
public final class Rdbss implements Component {
    private static final String DRIVER_OBJECT = "DRIVER_OBJECT";

    private final RdbssSettings settings;
    private final Map<Long, Minirdr> minirdrs = new LinkedHashMap<>(); // by device
    private final Callbacks callbacks = new Callbacks(this);
    private final Dispatching dispatching = new Dispatching(this);
    private final Posting posting = new Posting(this);
    private final StartStop startStop;
    private final Controlling controlling = new Controlling(this);
    private final Claiming claiming = new Claiming(this);
    private final Opening opening = new Opening(this);
    private final Connecting connecting = new Connecting(this);
    private final FileOpening fileOpening = new FileOpening(this);
    private final LowIo lowIo = new LowIo(this);
    private final Informing informing = new Informing(this);
    private final Cancelling cancelling = new Cancelling(this);
    private final Closing closing = new Closing(this);
    private final Scavenging scavenging = new Scavenging(this);
    private final Finalising finalising = new Finalising(this);
    private final Deleting deleting = new Deleting(this);

    /**
     * RDBSS of one machine.
     *
     * @param slots which slots of their tables the mini-redirectors fill in
     */
    public Rdbss(RdbssSettings settings, DispatchSlots slots) {
        this.settings = settings;
        this.startStop = new StartStop(this, slots);
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> call(call, sink);
            case Return answer ->
                    resume(
                            (Step) Objects.requireNonNull(answer.call().tag()),
                            Answer.of(answer),
                            sink);
        }
    }

    private void call(Call call, Sink sink) {
        switch (call.request()) {
            case RxRegisterMinirdr request -> startStop.register(call, request, sink);
            case RxStartMinirdr request -> startStop.start(call, request, sink);
            case RxStopMinirdr request -> startStop.stop(call, request, sink);
            case RxUnregisterMinirdr request -> deleting.unregister(call, request, sink);
            case MrxSrvcallCallback request -> connecting.srvCallCallback(call, request, sink);
            case MrxNetrootCallback request -> connecting.netRootCallback(call, request, sink);
            case RxFinishFcbInitialization request ->
                    fileOpening.finishInitialization(call, request, sink);
            case RxCreateNetFobx request -> fileOpening.createFobx(call, request, sink);
            case RxLowIoCompletion request -> lowIo.completion(call, request, sink);
            case RxReleaseFcbResourceForThreadInMRx request ->
                    lowIo.releaseForThread(call, request, sink);
            case RxSetMinirdrCancelRoutine request -> cancelling.setRoutine(call, request, sink);
            case RxFinalizeConnection request -> deleting.finalizeConnection(call, request, sink);
            case RxDispatchToWorkerThread request ->
                    posting.dispatchToWorkerThread(call, request, sink);
            case IoctlRedirQueryPath request ->
                    claiming.queryPath(call, request.getIrp(), request.getFilePathName(), sink);
            case IoctlRedirQueryPathEx request ->
                    claiming.queryPath(call, request.getIrp(), request.getPathName(), sink);
            case DriverCancel request -> cancelling.driverCancel(call, request, sink);
            case IoWorkitemRoutine request -> posting.work(call, sink);
            case KDeferredRoutine request -> posting.expired(call, sink);
            default -> dispatch(call, sink); // the IRP_MJ_ codes, and routines that are absent
        }
    }

    private void dispatch(Call call, Sink sink) {
        long irpId = call.contract().objectId(call.request());
        Irp irp = sink.machine().objects().find(irpId, Irp.class);
        StackLocation location = irp == null ? null : irp.currentOrNull();
        DeviceObject device = location == null ? null : location.device();
        boolean isMajor = call.contract().option().getSlot().getTable().equals(DRIVER_OBJECT);
        if (isMajor && device == null) {
            // Its sender has taken the IRP away again, and was told against.
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_REQUEST);
        } else if (isMajor && irp != null && device != null) {
            dispatching.dispatch(call, irp, device, sink);
        } else {
            sink.violated(
                    KernelRule.ROUTINE_ABSENT,
                    call.from(),
                    call.contract().name() + " is not modelled by RDBSS",
                    call);
            sink.returns(call, NtStatus.STATUS_NOT_IMPLEMENTED);
        }
    }

    /** Goes on from a step. */
    void resume(Step step, Answer answer, Sink sink) {
        switch (step) {
            case Dispatching.EndStep next -> dispatching.resume(next, sink);
            case Posting.WorkStep next -> posting.resume(next, sink);
            case StartStop.StartStopStep next -> startStop.resume(next, answer, sink);
            case Controlling.ControlStep next -> controlling.resume(next, answer, sink);
            case Claiming.ClaimStep next -> claiming.resume(next, answer, sink);
            case Opening.OpenStep next -> opening.resume(next, answer, sink);
            case Connecting.ConnectStep next -> connecting.resume(next, answer, sink);
            case FileOpening.FileStep next -> fileOpening.resume(next, answer, sink);
            case LowIo.LowIoStep next -> lowIo.resume(next, answer, sink);
            case Informing.InformStep next -> informing.resume(next, answer, sink);
            case Cancelling.CancelStep next -> cancelling.resume(next, sink);
            case Closing.CloseStep next -> closing.resume(next, answer, sink);
            case Finalising.FinaliseStep next -> finalising.resume(next, sink);
            case Deleting.DeleteStep next -> deleting.resume(next, sink);
        }
    }

    /** Goes on from the steps that have got a lock. */
    void resumeAll(List<Step> granted, Sink sink) {
        for (int i = 0; i < granted.size(); i++) {
            resume(granted.get(i), Answer.GO_ON, sink);
        }
    }

    RdbssSettings settings() {
        return settings;
    }

    /** The mini-redirector whose device this is, null if it is none. */
    @Nullable Minirdr minirdr(DeviceObject device) {
        return minirdrs.get(device.id());
    }

    /** All mini-redirectors, in the order in which they registered. */
    Collection<Minirdr> minirdrs() {
        return minirdrs.values();
    }

    void add(Minirdr minirdr) {
        minirdrs.put(minirdr.device().id(), minirdr);
    }

    void remove(Minirdr minirdr) {
        minirdrs.remove(minirdr.device().id());
    }

    /** A structure that a mini-redirector names; null, and a violation, if there is none such. */
    <T extends KernelObject> @Nullable T find(long id, Class<T> kind, Call call, Sink sink) {
        T found = sink.machine().objects().find(id, kind);
        if (found == null) {
            sink.violated(
                    RdbssRule.STRUCTURE_IS_LIVE,
                    call.from(),
                    "%s gives %s the number %d, which is no live %s"
                            .formatted(
                                    call.from(), call.contract().name(), id, kind.getSimpleName()),
                    call);
        }
        return found;
    }

    /** A routine that has to answer has returned STATUS_PENDING. */
    void pendedInVain(RxContext rx, String routine, Sink sink) {
        sink.violated(
                RdbssRule.SYNCHRONOUS_ROUTINE_PENDED,
                rx.minirdr().driver(),
                "%s returns STATUS_PENDING from %s without PostRequest"
                        .formatted(rx.minirdr().driver(), routine),
                rx.call());
    }

    /** A slot is NULL that RDBSS calls without looking. */
    void requiredSlot(RxContext rx, String slot, Sink sink) {
        sink.violated(
                RdbssRule.REQUIRED_SLOT,
                rx.minirdr().driver(),
                "the slot %s of %s is NULL".formatted(slot, rx.minirdr().driver()),
                rx.call());
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Dispatching dispatching() {
        return dispatching;
    }

    Posting posting() {
        return posting;
    }

    StartStop startStop() {
        return startStop;
    }

    Controlling controlling() {
        return controlling;
    }

    Claiming claiming() {
        return claiming;
    }

    Opening opening() {
        return opening;
    }

    Connecting connecting() {
        return connecting;
    }

    FileOpening fileOpening() {
        return fileOpening;
    }

    LowIo lowIo() {
        return lowIo;
    }

    Informing informing() {
        return informing;
    }

    Cancelling cancelling() {
        return cancelling;
    }

    Closing closing() {
        return closing;
    }

    Scavenging scavenging() {
        return scavenging;
    }

    Finalising finalising() {
        return finalising;
    }
}
