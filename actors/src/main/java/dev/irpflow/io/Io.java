package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.LastReference;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCsqInsertIrp;
import dev.irpflow.protocol.kernel.IoCsqInsertIrpEx;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrp;
import dev.irpflow.protocol.kernel.IoCsqRemoveNextIrp;
import dev.irpflow.protocol.kernel.IoGetDeviceObjectPointer;
import dev.irpflow.protocol.kernel.IoStartNextPacket;
import dev.irpflow.protocol.kernel.IoStartNextPacketByKey;
import dev.irpflow.protocol.kernel.IoStartPacket;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCalloutEx;
import dev.irpflow.protocol.kernel.NtCancelIoFile;
import dev.irpflow.protocol.kernel.NtCancelIoFileEx;
import dev.irpflow.protocol.kernel.NtCancelSynchronousIoFile;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.kernel.NtFsControlFile;
import dev.irpflow.protocol.kernel.NtQueryInformationFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtSetInformationFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;

/**
 * The I/O manager. Pages: windows-driver-docs-pr/kernel/handling-irps.md and those of each part.
 */
public final class Io implements Component {
    private final Requests requests = new Requests();
    private final Patience patience;
    private final Sending sending;
    private final Completing completing;
    private final Cancelling cancelling;
    private final CancelSafeQueues queues = new CancelSafeQueues();
    private final References references = new References(requests);
    private final Starting starting = new Starting();
    private final StackCallouts callouts = new StackCallouts();
    private final FileServices files = new FileServices(requests);
    private final CancelServices cancels = new CancelServices();

    /** As patient as usual. */
    public Io() {
        this(IoSettings.DEFAULT);
    }

    /** With limits for power IRPs and cancelled ones. */
    public Io(IoSettings settings) {
        this.patience = new Patience(settings);
        this.sending = new Sending(patience, settings.logsIrps());
        this.completing =
                new Completing(requests, patience, new ForcedPending(settings.forcesPending()));
        this.cancelling = new Cancelling(patience);
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> call(call, sink);
            case Return answer -> answer(answer, sink);
        }
    }

    private void call(Call call, Sink sink) {
        switch (call.request()) {
            case IoCallDriver request -> sending.callDriver(call, request, sink);
            case IoCompleteRequest request -> completing.completeRequest(call, request, sink);
            case IoCancelIrp request -> cancelling.cancelIrp(call, request, sink);
            case NtCreateFile request -> files.create(call, request, sink);
            case NtReadFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtWriteFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtDeviceIoControlFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtFsControlFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtFlushBuffersFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtQueryInformationFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtSetInformationFile request -> files.begin(call, request.getFileHandle(), sink);
            case NtCancelIoFileEx request -> cancels.ofHandle(call, request, sink);
            case NtCancelIoFile request -> cancels.ofThread(call, request, sink);
            case NtCancelSynchronousIoFile request -> cancels.ofSynchronous(call, request, sink);
            case IoCsqInsertIrp request -> queues.insert(call, request, sink);
            case IoCsqInsertIrpEx request -> queues.insertEx(call, request, sink);
            case IoCsqRemoveIrp request -> queues.remove(call, request, sink);
            case IoCsqRemoveNextIrp request -> queues.removeNext(call, request, sink);
            case IoGetDeviceObjectPointer request -> references.open(call, request, sink);
            case IoStartPacket request -> starting.startPacket(call, request, sink);
            case IoStartNextPacket request -> starting.startNext(call, request, sink);
            case IoStartNextPacketByKey request -> starting.startNextByKey(call, request, sink);
            case KeExpandKernelStackAndCallout request -> callouts.expand(call, request, sink);
            case KeExpandKernelStackAndCalloutEx request -> callouts.expandEx(call, request, sink);
            case DriverCancel request -> queues.cancel(call, request, sink);
            case NtClose request -> files.close(call, request, sink);
            case KDeferredRoutine dpc -> ownDpc(call, sink);
            case KStartRoutine start -> ownStrand(call, sink);
            default -> { // what other routines the contract may send here, this version does not
                // model
                sink.violated(
                        KernelRule.ROUTINE_ABSENT,
                        call.from(),
                        call.contract().name() + " is not modelled by the I/O manager",
                        call);
                sink.returns(call, NtStatus.STATUS_NOT_IMPLEMENTED);
            }
        }
    }

    // A completion that Driver Verifier has held at DISPATCH_LEVEL, or somebody's patience.
    private void ownDpc(Call call, Sink sink) {
        if (call.tag() instanceof ForcedPending.Held held) {
            completing.goesOn(call, held, sink);
        } else {
            patience.expired(call, sink);
        }
    }

    // What the I/O manager does by itself, in a thread of the system.
    private void ownStrand(Call call, Sink sink) {
        if (call.tag() instanceof LastReference(FileObject file)) {
            requests.close(call, file, sink);
        } else if (call.tag() instanceof ForcedPending.Held held) {
            completing.goesOn(call, held, sink);
        } else {
            cancelling.begin(call, sink);
        }
    }

    private void answer(Return answer, Sink sink) {
        switch ((Step) Objects.requireNonNull(answer.call().tag())) {
            case Step.Dispatched step -> sending.dispatched(answer, step, sink);
            case Step.Walked step -> completing.walked(answer, step, sink);
            case Step.MasterCompleted step -> completing.masterCompleted(step, sink);
            case Step.CancelLocked step -> cancelling.locked(step, sink);
            case Step.Cancelled step -> cancelling.cancelled(step, sink);
            case Step.CancelUnlocked step -> cancelling.unlocked(step, sink);
            case Step.ExitCancelled step -> cancelling.next(step.exit(), step.rest(), sink);
            case Step.Csq step -> step.operation().goesOn(step.point(), answer, sink);
            case Step.CsqCancelUnlocked step -> queues.cancelUnlocked(step, sink);
            case Step.PacketLocked step -> starting.packetLocked(step, sink);
            case Step.NextLocked step -> starting.nextLocked(step, sink);
            case Step.CurrentUnlocked step -> starting.currentUnlocked(step, sink);
            case Step.Started step -> starting.started(step, sink);
            case Step.StartingEnds step -> starting.ends(step, sink);
            case Step.Sent step -> files.sent(answer, step, sink);
            case Step.FileLocked step -> files.locked(answer, step, sink);
            case Step.CalledOut step -> callouts.calledOut(step, sink);
            case Step.EachCancelled step -> cancels.eachCancelled(step, sink);
        }
    }
}
