package dev.irpflow.io;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;

import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** What Windows demands of a dispatch routine that returns. Sub-codes: bug-check-0xc9. */
final class DispatchRules {
    private DispatchRules() {}

    /** Tells of what is wrong with what a dispatch routine did and returned. */
    static void judge(Return answer, Dispatch dispatch, NtStatus status) {
        if (status == NtStatus.STATUS_PENDING) {
            returnsPending(answer, dispatch);
        } else {
            returnsFinal(answer, dispatch, status);
        }
        Call call = answer.call();
        if (call.strand().hasIrps() && !call.strand().machine().isDead()) {
            judgeBuilt(answer);
        }
    }

    private static void returnsPending(Return answer, Dispatch dispatch) {
        Irp irp = dispatch.irp();
        if (!dispatch.isMarkedPending() && !isPendedBelow(dispatch)) {
            tell(answer, dispatch, IoRule.PENDING_WITHOUT_MARK, withoutMark(dispatch), null);
        }
        if (irp.isGone()) {
            return;
        }
        StackLocation location = irp.currentOrNull();
        if (location == null) {
            return;
        }
        Irp.CancelRoutine routine = irp.cancelRoutine();
        if (location.dispatch() == dispatch
                && location.has(StackLocation.Note.CANCEL_MISSED)
                && routine != null
                && routine.owner() == answer.call().to()) {
            tell(
                    answer,
                    dispatch,
                    IoRule.CANCEL_NOT_CHECKED,
                    "which was cancelled before it set its cancel routine: nobody calls that",
                    null);
        }
        if (dispatch.isOfMaker()
                && irp.owner() instanceof ThreadedRequest built
                && isSignaled(built.event())) {
            Call sent = answer.call();
            Breach.tell(
                    sent.strand().machine(),
                    IoRule.EVENT_SIGNALED_BEFORE,
                    irp.creator(),
                    "%s has sent %s with %s signaled already, and it pends: a wait ends at once"
                            .formatted(irp.creator(), irp, built.event()),
                    sent,
                    null);
        }
    }

    private static boolean isSignaled(@Nullable Event event) {
        return event != null && !event.isGone() && event.isSignaled();
    }

    // Whoever built an IRP for its thread waits for its end before its own routine ends.
    private static void judgeBuilt(Return answer) {
        Call call = answer.call();
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            if (outer.to() == call.to()) {
                return; // the routine below may wait for it still
            }
        }
        Irp left = call.strand().irps().leftBy(call.to());
        if (left != null) {
            Breach.tell(
                    call.strand().machine(),
                    IoRule.BUILT_NOT_AWAITED,
                    call.to(),
                    "%s returns from %s and has not waited for the end of %s, which it built"
                            .formatted(call.to(), call.contract().name(), left),
                    call,
                    null);
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

    private static BugCheck verifier(int subCode, Irp irp) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), 0);
    }

    private static BugCheck verifier(int subCode, Irp irp, NtStatus status) {
        return DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, 0, irp.id(), status.getNumber());
    }
}
