package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.NO_MORE_IRP_STACK_LOCATIONS;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** IoCallDriver: the next-lower driver takes the IRP. */
final class Sending {
    private final Patience patience;
    private final boolean logs;

    Sending(Patience patience, boolean logs) {
        this.patience = patience;
        this.logs = logs;
    }

    void callDriver(Call call, IoCallDriver request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        DeviceObject device =
                sink.machine().objects().find(request.getDeviceObject(), DeviceObject.class);
        if (irp == null || device == null) {
            if (irp == null) {
                Missing.irp(
                        call, request.getIrp(), "sends", verifier(0x03, request.getIrp()), sink);
            } else {
                Missing.device(call, request.getDeviceObject(), sink);
            }
            if (!sink.machine().isDead()) {
                sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
            }
            return;
        }
        if (!irp.hasNextLocation()) {
            noLocation(call, irp, device, sink);
            return;
        }
        SendingRules.judge(call, irp, device, sink);
        if (!sink.machine().isDead()) {
            send(call, irp, device, sink);
        }
    }

    private static void noLocation(Call call, Irp irp, DeviceObject device, Sink sink) {
        Breach.tell(
                sink.machine(),
                IoRule.NO_STACK_LOCATION,
                call.from(),
                "%s sends %s to %s, but it has no stack location left"
                        .formatted(call.from(), irp, device),
                call,
                sink.machine().settings().shows(verifier(0x208, irp))
                        ? verifier(0x208, irp)
                        : NO_MORE_IRP_STACK_LOCATIONS.with(irp.id(), 0, 0, 0));
    }

    private void send(Call call, Irp irp, DeviceObject device, Sink sink) {
        StackLocation sender = irp.currentOrNull();
        irp.advance();
        StackLocation location = irp.currentStack();
        // A driver that skipped its location has left its dispatch in it.
        boolean skipped = location.dispatch() != null;
        StackLocation from = skipped ? location : sender;
        Dispatch above = above(from, call.from());
        if (above != null && from != null) {
            above.forwarded(from.isPendingReturned(), skipped);
        }
        if (sender == null && location.major() == IrpMajor.IRP_MJ_POWER) {
            patience.powerSent(irp, sink);
        }
        location.device(device);
        if (logs) {
            device.logs(irp);
        }
        if (!skipped && location.isDriverKept()) {
            sink.machine()
                    .unloadSafeRoutines()
                    .sent(Objects.requireNonNull(location.completion()), irp);
        }
        Dispatch dispatch = new Dispatch(irp, above, skipped ? call.from() : null);
        location.dispatch(dispatch);
        if (irp.operation() == 0) {
            irp.carries(sink.machine().newOperation());
        }
        sink.call(
                call,
                CallKind.CALL,
                device.driver(),
                Majors.request(location.major(), device.id(), irp.id()),
                new Step.Dispatched(call, dispatch));
        Call dispatched = call.strand().top();
        if (dispatched != null) {
            sink.machine().memory().loans().sent(irp, dispatched);
        }
    }

    // The dispatch that sends an IRP on; null for its maker.
    private static @Nullable Dispatch above(@Nullable StackLocation of, Place sender) {
        if (of == null || !(of.dispatch() instanceof Dispatch dispatch)) {
            return null;
        }
        DeviceObject device = of.device();
        return device != null && device.driver() == sender ? dispatch : null;
    }

    void dispatched(Return answer, Step.Dispatched step, Sink sink) {
        Dispatch dispatch = step.dispatch();
        NtStatus status = answer.status();
        NtStatus told = dispatch.isHeld() ? NtStatus.STATUS_PENDING : status;
        dispatch.returned(told);
        DispatchRules.judge(answer, dispatch, status);
        if (sink.machine().isDead()) {
            return;
        }
        if (dispatch.isHeld()) {
            ForcedPending.goesOnBeside(step.sent(), dispatch, answer.call().to(), sink);
        }
        sink.returns(step.sent(), told);
    }

    // From 0x200 on the second parameter is an address in the driver, which nothing has here.
    private static BugCheck verifier(int subCode, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), 0);
    }

    private static BugCheck verifier(int subCode, long irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, irp, 0, 0);
    }
}
