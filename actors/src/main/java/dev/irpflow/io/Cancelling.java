package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.DriverCancel;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.status.NtStatus;

/**
 * IoCancelIrp: sets the cancel flag under the cancel spin lock, and calls the cancel routine if
 * there is one; the routine gives the lock back. Page:
 * wdk-ddi-src/content/wdm/nf-wdm-iocancelirp.md.
 */
final class Cancelling {
    void cancelIrp(Call call, IoCancelIrp request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null && call.from() == sink.self()) {
            // NtCancelIoFileEx: it has ended meanwhile. Windows keeps it from going at that moment.
            sink.returns(call, NtStatus.STATUS_SUCCESS, returned(false));
            return;
        }
        if (irp == null) {
            sink.violated(
                    IoRule.IRP_AFTER_FREE,
                    call.from(),
                    call.from() + " cancels irp-" + request.getIrp() + ", which is not there",
                    call);
            sink.returns(call, NtStatus.STATUS_SUCCESS, returned(false));
            return;
        }
        sink.call(
                call,
                IoAcquireCancelSpinLock.getDefaultInstance(),
                new Step.CancelLocked(call, irp));
    }

    void locked(Step.CancelLocked step, Sink sink) {
        Irp irp = step.irp();
        irp.requestCancel();
        Irql old = step.cancel().entryIrql();
        Irp.CancelRoutine routine = irp.exchangeCancelRoutine(null);
        if (routine == null) {
            sink.call(
                    step.cancel(),
                    IoReleaseCancelSpinLock.newBuilder().setIrql(old).build(),
                    new Step.CancelUnlocked(step.cancel()));
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
