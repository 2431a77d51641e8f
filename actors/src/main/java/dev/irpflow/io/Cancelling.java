package dev.irpflow.io;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Cancellation;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import java.util.Objects;

/**
 * IoCancelIrp: sets the cancel flag under the cancel spin lock, and calls the cancel routine if
 * there is one; the routine gives the lock back. Page:
 * wdk-ddi-src/content/wdm/nf-wdm-iocancelirp.md.
 */
final class Cancelling {
    private final Patience patience;

    Cancelling(Patience patience) {
        this.patience = patience;
    }

    void cancelIrp(Call call, IoCancelIrp request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null && isOurs(call, sink)) {
            // NtCancelIoFileEx: it has ended meanwhile. Windows keeps it from going at that moment.
            sink.returns(call, NtStatus.STATUS_SUCCESS, returned(false));
            return;
        }
        if (irp == null) {
            Missing.irp(call, request.getIrp(), "cancels", null, sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS, returned(false));
            return;
        }
        sink.call(
                call,
                IoAcquireCancelSpinLock.getDefaultInstance(),
                new Step.CancelLocked(call, irp.use()));
    }

    void locked(Step.CancelLocked step, Sink sink) {
        Irp irp = step.use().irp();
        Irql old = step.cancel().entryIrql();
        if (step.use().isOver()) {
            tooLate(step, sink);
            if (irp.isGone() || isOurs(step.cancel(), sink)) {
                unlock(step.cancel(), old, sink);
                return;
            } // else it hits what the IRP carries now
        }
        irp.requestCancel();
        if (irp.currentOrNull() != null) {
            patience.cancelled(irp, sink);
        }
        Irp.CancelRoutine routine = irp.exchangeCancelRoutine(null);
        if (routine == null) {
            unlock(step.cancel(), old, sink);
            return;
        }
        if (irp.currentOrNull() == null && irp.operation() != 0) {
            completedBefore(step.cancel(), irp, routine, sink);
            return;
        }
        irp.cancelIrql(old);
        DriverCancel.Builder request =
                DriverCancel.newBuilder().setIrp(irp.id()).setCancelIrql(old);
        StackLocation location = irp.currentOrNull();
        DeviceObject device = location == null ? null : location.device();
        if (device != null) {
            request.setDeviceObject(device.id());
        }
        if (routine.context() instanceof Long address) {
            request.setRoutine(address);
        }
        sink.call(
                step.cancel(),
                CallKind.CANCEL,
                routine.owner(),
                request.build(),
                new Step.Cancelled(step.cancel()));
    }

    private static void completedBefore(
            Call cancel, Irp irp, Irp.CancelRoutine routine, Sink sink) {
        Breach.tell(
                sink.machine(),
                IoRule.CANCEL_OF_COMPLETED,
                routine.owner(),
                "%s has left its cancel routine in %s, which is cancelled after its completion"
                        .formatted(routine.owner(), irp),
                cancel,
                BugCheckCode.CANCEL_STATE_IN_COMPLETED_IRP.with(
                        irp.id(), routine.context() instanceof Long address ? address : 0, 0, 0));
    }

    // The lock may have been taken for a while: the operation that was meant has ended since.
    private static void tooLate(Step.CancelLocked step, Sink sink) {
        Call cancel = step.cancel();
        Irp irp = step.use().irp();
        if (!isOurs(cancel, sink)) {
            sink.violated(
                    irp.isGone() ? IoRule.IRP_AFTER_FREE : IoRule.CANCEL_OF_ANOTHER,
                    cancel.from(),
                    "%s cancels %s, which was %s before IoCancelIrp got the cancel spin lock"
                            .formatted(cancel.from(), irp, irp.isGone() ? "freed" : "reused"),
                    cancel);
        }
    }

    // The I/O manager keeps its IRPs from going at that moment; a fault only wants to hit.
    private static boolean isOurs(Call cancel, Sink sink) {
        return cancel.from() == sink.self() || cancel.from().component().equals(Place.FAULTS);
    }

    private static void unlock(Call cancel, Irql old, Sink sink) {
        sink.call(
                cancel,
                IoReleaseCancelSpinLock.newBuilder().setIrql(old).build(),
                new Step.CancelUnlocked(cancel));
    }

    /** The I/O manager cancels by itself, one IRP after the other. */
    void begin(Call exit, Sink sink) {
        next(exit, ((Cancellation) Objects.requireNonNull(exit.tag())).irps(), sink);
    }

    void next(Call exit, List<Irp.Use> irps, Sink sink) {
        for (int i = 0; i < irps.size(); i++) {
            if (!irps.get(i).isOver()) { // else it has ended meanwhile
                sink.call(
                        exit,
                        IoCancelIrp.newBuilder().setIrp(irps.get(i).irp().id()).build(),
                        new Step.ExitCancelled(exit, irps.subList(i + 1, irps.size())));
                return;
            }
        }
        sink.machine().ioManagerWork().ended(exit.strand());
        sink.returns(exit, NtStatus.STATUS_SUCCESS);
    }

    void cancelled(Step.Cancelled step, Sink sink) {
        sink.returns(step.cancel(), NtStatus.STATUS_SUCCESS, returned(true));
    }

    void unlocked(Step.CancelUnlocked step, Sink sink) {
        sink.returns(step.cancel(), NtStatus.STATUS_SUCCESS, returned(false));
    }

    private static IoCancelIrp.Out returned(boolean called) {
        return IoCancelIrp.Out.newBuilder().setReturned(called).build();
    }
}
