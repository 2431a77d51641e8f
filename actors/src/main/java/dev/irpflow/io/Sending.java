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
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** IoCallDriver: the next-lower driver takes the IRP. */
final class Sending {
    private final Patience patience;

    Sending(Patience patience) {
        this.patience = patience;
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
        judge(call, irp, device, sink);
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

    // What Windows demands of whoever sends an IRP, beyond the contract.
    private static void judge(Call call, Irp irp, DeviceObject device, Sink sink) {
        Place by = call.from();
        if (irp.cancelRoutine() != null) {
            tell(
                    call,
                    IoRule.SENT_WITH_CANCEL_ROUTINE,
                    "sends %s on with its cancel routine set".formatted(irp),
                    verifier(0x203, irp),
                    sink);
        }
        StackLocation mine = irp.currentOrNull();
        if (mine == null) {
            if (irp.creator() == by) {
                judgeMaker(call, irp, sink);
            }
            return;
        }
        if (irp.isSentOnBy(by)) {
            tell(
                    call,
                    IoRule.SENT_WHILE_BELOW,
                    "sends %s on while %s has it".formatted(irp, holder(mine)),
                    verifier(0x205, irp),
                    sink);
            return;
        }
        DeviceObject own = mine.device();
        if (own != null && own.driver() == by && own.isAboveMoreThanOne(device)) {
            tell(
                    call,
                    IoRule.SENT_TO_WRONG_DEVICE,
                    "sends %s from %s to %s, past %s".formatted(irp, own, device, own.lower()),
                    null,
                    sink);
        }
    }

    private static Object holder(StackLocation location) {
        DeviceObject device = location.device();
        return device == null ? "a driver below" : device.driver();
    }

    private static void judgeMaker(Call call, Irp irp, Sink sink) {
        if (isOfSystem(irp.nextStack()) && irp.status() != NtStatus.STATUS_NOT_SUPPORTED) {
            tell(
                    call,
                    IoRule.INITIAL_STATUS,
                    "sends %s, a %s, with %s".formatted(irp, irp.nextStack().major(), irp.status()),
                    null,
                    sink);
        }
        if (irp.isEndedByMaker() && irp.nextStack().completion() == null) {
            tell(
                    call,
                    IoRule.OWN_IRP_WITHOUT_ROUTINE,
                    "sends %s, which it allocated, without a completion routine".formatted(irp),
                    null,
                    sink);
        }
        if (irp.owner() instanceof ThreadedRequest
                && (call.entryIrql().compareTo(Irql.APC_LEVEL) >= 0
                        || call.strand().areAllApcsDisabled())) {
            tell(
                    call,
                    IoRule.THREADED_ABOVE_PASSIVE,
                    "sends %s, which ends in an APC of its thread, at %s%s"
                            .formatted(
                                    irp,
                                    call.entryIrql(),
                                    call.strand().areAllApcsDisabled()
                                            ? " with all APCs disabled"
                                            : ""),
                    null,
                    sink);
        }
    }

    private static boolean isOfSystem(StackLocation location) {
        IrpMajor major = location.major();
        return major == IrpMajor.IRP_MJ_PNP
                || major == IrpMajor.IRP_MJ_POWER
                || major == IrpMajor.IRP_MJ_SYSTEM_CONTROL;
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
        dispatch.returned(status);
        if (status == NtStatus.STATUS_PENDING) {
            if (!dispatch.isMarkedPending() && !isPendedBelow(dispatch)) {
                tell(answer, dispatch, IoRule.PENDING_WITHOUT_MARK, withoutMark(dispatch), null);
            }
        } else {
            returnsFinal(answer, dispatch, status);
        }
        if (!sink.machine().isDead()) {
            sink.returns(step.sent(), status);
        }
    }

    private static boolean isPendedBelow(Dispatch dispatch) {
        NtStatus lower = dispatch.lower();
        return dispatch.isForwarded() && (lower == null || lower == NtStatus.STATUS_PENDING);
    }

    private static String withoutMark(Dispatch dispatch) {
        return dispatch.isForwarded()
                ? "which it did not mark; the driver below has returned " + dispatch.lower()
                : "which it neither marked nor sent on";
    }

    private static void returnsFinal(Return answer, Dispatch dispatch, NtStatus status) {
        Irp irp = dispatch.irp();
        NtStatus end = dispatch.completedWith();
        if (status == NtStatus.STATUS_MINUS_ONE) {
            tell(answer, dispatch, IoRule.ILLEGAL_STATUS, "which is no status", null);
        }
        if (dispatch.isMarkedPending()) {
            tell(
                    answer,
                    dispatch,
                    IoRule.MARK_WITHOUT_PENDING,
                    "which it marked pending",
                    verifier(0x23E, irp, status));
        } else if (dispatch.lower() == NtStatus.STATUS_PENDING
                && (end == null || dispatch.isSkipped())) {
            tell(
                    answer,
                    dispatch,
                    IoRule.LOWER_STATUS_DROPPED,
                    "for which the driver below has returned STATUS_PENDING",
                    null);
        } else if (end != null && end != status) {
            tell(
                    answer,
                    dispatch,
                    IoRule.STATUS_MISMATCH,
                    "which was completed with " + end,
                    verifier(0x224, irp, end));
        } else if (end == null && (!dispatch.isForwarded() || dispatch.isKept())) {
            tell(
                    answer,
                    dispatch,
                    IoRule.NEITHER_COMPLETED_NOR_PENDED,
                    dispatch.isForwarded()
                            ? "which its completion routine has kept"
                            : "which it neither completed nor sent on",
                    verifier(0x226, irp));
        }
    }

    private static void tell(
            Return answer, Dispatch dispatch, IoRule rule, String why, @Nullable BugCheck stop) {
        Call call = answer.call();
        Breach.tell(
                call.strand().machine(),
                rule,
                call.to(),
                "%s returns %s from %s for %s, %s"
                        .formatted(
                                call.to(),
                                answer.status(),
                                call.contract().name(),
                                dispatch.irp(),
                                why),
                call,
                stop);
    }

    private static void tell(
            Call call, IoRule rule, String what, @Nullable BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, call.from(), call.from() + " " + what, call, stop);
    }

    // From 0x200 on the second parameter is an address in the driver, which nothing has here.
    private static BugCheck verifier(int subCode, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), 0);
    }

    private static BugCheck verifier(int subCode, Irp irp, NtStatus status) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), status.getNumber());
    }

    private static BugCheck verifier(int subCode, long irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, irp, 0, 0);
    }
}
