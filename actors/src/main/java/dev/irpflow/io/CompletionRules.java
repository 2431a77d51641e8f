package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** What Windows demands of whoever completes an IRP, and of completion routines. */
final class CompletionRules {
    // The IRPs that the I/O manager ended last: completing one again is told from any other misuse.
    private static final int REMEMBERED = 32;
    private static final int IRP_MN_REMOVE_DEVICE = 0x02;
    private static final int IRP_MN_CANCEL_REMOVE_DEVICE = 0x03;
    private static final int IRP_MN_CANCEL_STOP_DEVICE = 0x06;
    private static final int IRP_MN_SURPRISE_REMOVAL = 0x17;
    private long @Nullable [] ended;
    private int next;

    /** The I/O manager is about to free an IRP. */
    void ended(Irp irp) {
        if (ended == null) {
            ended = new long[REMEMBERED];
        }
        ended[next++ % REMEMBERED] = irp.id();
    }

    /** Nothing is there to be completed: false. */
    boolean missing(Call call, long id, Sink sink) {
        if (wasEnded(id)) {
            again(call, "irp-" + id, id);
        } else {
            Missing.irp(call, id, "completes", null, sink);
        }
        return false;
    }

    private boolean wasEnded(long id) {
        if (ended != null) {
            for (long each : ended) {
                if (each == id && id != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether IoCompleteRequest goes on; what was wrong has been told. */
    boolean permit(Call call, Irp irp, Sink sink) {
        StackLocation location = irp.currentOrNull();
        if (call.from() == sink.self() && location != null) {
            return true; // a master IRP, which nobody has
        }
        if (location == null && irp.creator() == call.from() && !irp.isCompleted()) {
            return isMakers(call, irp);
        }
        // Completed below and held there by Driver Verifier: the driver above has not got it yet.
        boolean heldBelow =
                location != null
                        && location.dispatch() instanceof Dispatch dispatch
                        && dispatch.isHeld()
                        && irp.isSentOnBy(call.from());
        if (location == null
                || (irp.isCompleted() && !heldBelow)
                || isOfAnother(location, irp, call.from())) {
            again(call, irp.toString(), irp.id());
            return false;
        }
        if (irp.isSentOnBy(call.from())) {
            tell(
                    call,
                    IoRule.COMPLETED_WHILE_BELOW,
                    "completes %s, which a driver below has still".formatted(irp),
                    verifier(0x209, 0, irp));
        }
        judge(call, irp, location);
        return !sink.machine().isDead();
    }

    // Its maker has kept it in the completion routine, and now lets the I/O manager end it.
    private static boolean isMakers(Call call, Irp irp) {
        if (!irp.isEndedByMaker()) {
            return true;
        }
        tell(
                call,
                IoRule.OWN_IRP_COMPLETED,
                "completes %s, which it allocated".formatted(irp),
                null);
        return false;
    }

    // Neither the driver that has it nor one above: whoever completes it now had it before.
    private static boolean isOfAnother(StackLocation location, Irp irp, Place by) {
        if (location.has(StackLocation.Note.HELD_BY_FAULT) && by.component().equals(Place.FAULTS)) {
            location.drop(StackLocation.Note.HELD_BY_FAULT);
            return false;
        }
        DeviceObject device = location.device();
        return device != null && device.driver() != by && !irp.isSentOnBy(by);
    }

    private static void judge(Call call, Irp irp, StackLocation location) {
        if (irp.queue() != null) {
            tell(
                    call,
                    IoRule.COMPLETED_IN_QUEUE,
                    "completes %s, which is in %s still".formatted(irp, irp.queue()),
                    null);
        }
        if (irp.status() == NtStatus.STATUS_PENDING || irp.status() == NtStatus.STATUS_MINUS_ONE) {
            tell(
                    call,
                    IoRule.COMPLETED_WITH_PENDING,
                    "completes %s with %s".formatted(irp, irp.status()),
                    verifier(0x6, Integer.toUnsignedLong(irp.status().getNumber()), irp));
        } else if (irp.status() == NtStatus.STATUS_CANCELLED && irp.information() != 0) {
            tell(
                    call,
                    IoRule.CANCELLED_WITH_INFORMATION,
                    "completes %s with STATUS_CANCELLED and Information %d"
                            .formatted(irp, irp.information()),
                    null);
        }
        if (irp.hasNextLocation() && irp.nextStack().isDriverKept()) {
            tell(
                    call,
                    IoRule.ROUTINE_EX_NEVER_CALLED,
                    "completes %s without sending it on, although it has set a routine with"
                                    .formatted(irp)
                            + " IoSetCompletionRoutineEx",
                    null);
        }
        Irp.CancelRoutine routine = irp.cancelRoutine();
        if (routine != null) {
            tell(
                    call,
                    IoRule.COMPLETED_WITH_CANCEL_ROUTINE,
                    "completes " + irp + " while its cancel routine is set",
                    verifier(0x7, routine.context() instanceof Long address ? address : 0, irp));
        }
        judgeStatus(call, irp, location);
        if (isToBePassed(irp, location)) {
            tell(
                    call,
                    IoRule.COMPLETED_INSTEAD_OF_PASSED,
                    "completes %s, a %s, with %s instead of passing it to %s"
                            .formatted(irp, location.major(), irp.status(), lower(location)),
                    location.major() == IrpMajor.IRP_MJ_POWER ? verifier(0x231, 0, irp) : null);
        }
    }

    private static void judgeStatus(Call call, Irp irp, StackLocation location) {
        if (isNeverToFail(location) && !NtStatuses.isSuccess(irp.status().getNumber())) {
            tell(
                    call,
                    IoRule.REMOVAL_FAILED,
                    "completes %s, minor code 0x%X, with %s"
                            .formatted(irp, location.asked().getMinorFunction(), irp.status()),
                    DRIVER_VERIFIER_DETECTED_VIOLATION.with(0x43006, 0, 0, 0));
        }
        NtStatus lower = location.dispatch() instanceof Dispatch own ? own.lower() : null;
        if (lower != null
                && irp.status() == NtStatus.STATUS_SUCCESS
                && NtStatuses.severity(lower.getNumber()) == NtStatuses.Severity.ERROR
                && !isOfSystem(location)) {
            tell(
                    call,
                    IoRule.COMPLETED_OVER_FAILURE,
                    "completes %s with STATUS_SUCCESS, although the driver below has returned %s"
                            .formatted(irp, lower),
                    null);
        }
    }

    private static boolean isNeverToFail(StackLocation location) {
        return location.major() == IrpMajor.IRP_MJ_PNP
                && switch (location.asked().getMinorFunction()) {
                    case IRP_MN_REMOVE_DEVICE,
                            IRP_MN_CANCEL_REMOVE_DEVICE,
                            IRP_MN_CANCEL_STOP_DEVICE,
                            IRP_MN_SURPRISE_REMOVAL ->
                            true;
                    default -> false;
                };
    }

    // A lower driver answers STATUS_NOT_SUPPORTED to these where it has nothing to add.
    private static boolean isOfSystem(StackLocation location) {
        IrpMajor major = location.major();
        return major == IrpMajor.IRP_MJ_PNP
                || major == IrpMajor.IRP_MJ_POWER
                || major == IrpMajor.IRP_MJ_SYSTEM_CONTROL;
    }

    private static boolean isToBePassed(Irp irp, StackLocation location) {
        IrpMajor major = location.major();
        return (major == IrpMajor.IRP_MJ_PNP || major == IrpMajor.IRP_MJ_POWER)
                && lower(location) != null
                && NtStatuses.isSuccess(irp.status().getNumber())
                && location.dispatch() instanceof Dispatch dispatch
                && !dispatch.isForwarded();
    }

    private static @Nullable DeviceObject lower(StackLocation location) {
        DeviceObject device = location.device();
        return device == null ? null : device.lower();
    }

    /** A completion routine has returned, whatever it answers. */
    void routineDone(Return answer, Irp.Use use, int location) {
        Call routine = answer.call();
        boolean keeps = answer.status() == NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
        Irp irp = use.irp();
        StackLocation owners =
                use.isOver() || irp.currentLocation() != location ? null : irp.currentOrNull();
        if (owners != null
                && owners.has(StackLocation.Note.MARKED_BY_ROUTINE)
                && owners.has(StackLocation.Note.EVENT_SET_BY_ROUTINE)) {
            tellOwner(
                    routine,
                    IoRule.MARKED_AND_EVENT_SET,
                    "marks %s pending and sets an event in its completion routine".formatted(irp));
        }
        if (owners != null && keeps) {
            irp.currentStack().note(StackLocation.Note.KEPT_BY_ROUTINE);
        }
        if (owners != null) {
            owners.drop(StackLocation.Note.MARKED_BY_ROUTINE);
            owners.drop(StackLocation.Note.EVENT_SET_BY_ROUTINE);
        }
    }

    /** A completion routine has let the completion go on. */
    void routineReturned(Return answer, Irp irp) {
        Call routine = answer.call();
        if (answer.status() == NtStatus.STATUS_PENDING) {
            tellOwner(
                    routine,
                    IoRule.ROUTINE_RETURNED_PENDING,
                    "returns STATUS_PENDING from its completion routine of " + irp);
        }
        StackLocation owners = irp.currentOrNull();
        if (irp.isPendingReturned() && owners != null && !owners.isPendingReturned()) {
            tellOwner(
                    routine,
                    IoRule.PENDING_NOT_PROPAGATED,
                    ("lets the completion of %s go on without IoMarkIrpPending,"
                                    + " though the driver below has pended it")
                            .formatted(irp));
        }
    }

    private static void tellOwner(Call routine, IoRule rule, String what) {
        Breach.tell(
                routine.strand().machine(),
                rule,
                routine.to(),
                routine.to() + " " + what,
                routine,
                null);
    }

    private static void again(Call call, String irp, long id) {
        tell(
                call,
                IoRule.COMPLETED_ONCE,
                "completes " + irp + " again",
                MULTIPLE_IRP_COMPLETE_REQUESTS.with(id, 0, 0, 0));
    }

    private static void tell(Call call, IoRule rule, String what, @Nullable BugCheck stop) {
        Breach.tell(
                call.strand().machine(), rule, call.from(), call.from() + " " + what, call, stop);
    }

    private static BugCheck verifier(long subCode, long p2, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, p2, irp.id(), 0);
    }
}
