package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** What Windows demands of whoever sends an IRP, beyond the contract. Sub-codes: bug-check-0xc9. */
final class SendingRules {
    private SendingRules() {}

    /** Tells of what is wrong with an IRP that is about to be sent. */
    static void judge(Call call, Irp irp, DeviceObject device, Sink sink) {
        Place by = call.from();
        if (irp.cancelRoutine() != null) {
            tell(
                    call,
                    IoRule.SENT_WITH_CANCEL_ROUTINE,
                    "sends %s on with its cancel routine set".formatted(irp),
                    verifier(0x203, irp),
                    sink);
        }
        if (irp.nextStack().has(StackLocation.Note.ROUTINE_REFUSED)) {
            tell(
                    call,
                    IoRule.ROUTINE_EX_REFUSED,
                    "sends %s on although IoSetCompletionRoutineEx has failed".formatted(irp),
                    DRIVER_VERIFIER_DETECTED_VIOLATION.with(0x4100F, 0, 0, 0),
                    sink);
        }
        StackLocation mine = irp.currentOrNull();
        // A driver that skipped its location has left its dispatch in it.
        StackLocation from = irp.nextStack().dispatch() == null ? mine : irp.nextStack();
        if (from != null) {
            judgePassing(call, irp, from, sink);
        }
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

    private static void judgePassing(Call call, Irp irp, StackLocation from, Sink sink) {
        IrpMajor major = from.major();
        boolean failed =
                !NtStatuses.isSuccess(irp.status().getNumber())
                        && irp.status() != NtStatus.STATUS_NOT_SUPPORTED;
        if (failed && (major == IrpMajor.IRP_MJ_PNP || major == IrpMajor.IRP_MJ_POWER)) {
            tell(
                    call,
                    IoRule.FAILED_PASSED_DOWN,
                    "sends %s, a %s, on with %s instead of completing it"
                            .formatted(irp, major, irp.status()),
                    null,
                    sink);
        }
        DeviceObject own = from.device();
        if (own != null && own.driver() == call.from() && own.isDeletePending()) {
            tell(
                    call,
                    IoRule.DELETED_BEFORE_PASSED,
                    "sends %s on after it has deleted %s, to which the IRP came"
                            .formatted(irp, own),
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

    private static void tell(
            Call call, IoRule rule, String what, @Nullable BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, call.from(), call.from() + " " + what, call, stop);
    }

    // The second parameter is an address in the driver, which nothing has here.
    private static BugCheck verifier(int subCode, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), 0);
    }
}
