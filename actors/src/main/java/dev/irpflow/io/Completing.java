package dev.irpflow.io;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.Breach;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.kernel.StackLocation.CompletionRoutine;
import dev.irpflow.kernel.ThreadedRequest;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * IoCompleteRequest: the walk up the stack locations. Page:
 * windows-driver-docs-pr/kernel/how-to-complete-an-irp-in-a-dispatch-routine.md.
 */
final class Completing {
    private final Requests requests;

    Completing(Requests requests) {
        this.requests = requests;
    }

    void completeRequest(Call call, IoCompleteRequest request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        if (irp == null) {
            sink.violated(
                    IoRule.IRP_AFTER_FREE,
                    call.from(),
                    call.from() + " completes irp-" + request.getIrp() + ", which is not there",
                    call);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (isWrong(call, irp, sink)) {
            return;
        }
        irp.completed(true);
        walk(call, irp, sink);
    }

    void walked(Return answer, Step.Walked step, Sink sink) {
        if (answer.status() == NtStatus.STATUS_MORE_PROCESSING_REQUIRED) {
            // The owner has the IRP back; it may have freed or reused it already.
            sink.returns(step.complete(), NtStatus.STATUS_SUCCESS);
            return;
        }
        Irp irp = step.use().irp();
        String given = givenAway(step);
        if (!given.isEmpty()) {
            sink.violated(
                    IoRule.IRP_AFTER_FREE,
                    answer.call().to(),
                    "%s %s %s in its completion routine and lets its completion go on"
                            .formatted(answer.call().to(), given, irp),
                    answer.call());
            sink.returns(step.complete(), NtStatus.STATUS_SUCCESS);
            return;
        }
        irp.completed(true);
        walk(step.complete(), irp, sink);
    }

    // What a completion routine did with an IRP that it does not keep; "" for nothing.
    private static String givenAway(Step.Walked step) {
        Irp irp = step.use().irp();
        if (irp.isGone()) {
            return "freed";
        }
        if (step.use().isOver()) {
            return "reused";
        }
        return irp.currentLocation() == step.location() ? "" : "sent on or completed";
    }

    private void walk(Call complete, Irp irp, Sink sink) {
        StackLocation location = irp.currentOrNull();
        while (location != null) {
            CompletionRoutine routine = location.completion();
            boolean pending = location.isPendingReturned();
            if (location.dispatch() instanceof Dispatch dispatch) {
                dispatch.completed(pending);
            }
            irp.pendingReturned(pending);
            irp.retreat();
            if (routine != null && isWanted(routine, irp)) {
                irp.completed(false); // the routine's owner may stop the walk, and then has the IRP
                sink.call(
                        complete,
                        CallKind.COMPLETION,
                        routine.owner(),
                        request(routine, irp),
                        new Step.Walked(complete, irp.use(), irp.currentLocation()));
                return;
            }
            location = irp.currentOrNull();
            if (pending && location != null) {
                location.markPending();
            }
        }
        finish(complete, irp, sink);
    }

    private void finish(Call complete, Irp irp, Sink sink) {
        if (irp.owner() instanceof Request request) {
            requests.completed(request, complete, sink);
        } else if (irp.owner() instanceof ThreadedRequest built) {
            Transfer.judge(irp, built.capacity(), complete, sink);
            built.end(irp, sink.self());
        } else {
            sink.violated(
                    IoRule.OWN_IRP_COMPLETED_UP,
                    irp.creator(),
                    "the completion of %s, which %s allocated, reached its top"
                            .formatted(irp, irp.creator()),
                    complete);
        }
        sink.returns(complete, NtStatus.STATUS_SUCCESS);
    }

    private static IoCompletionRoutine request(CompletionRoutine routine, Irp irp) {
        IoCompletionRoutine.Builder request = IoCompletionRoutine.newBuilder().setIrp(irp.id());
        DeviceObject device = deviceOf(irp);
        if (device != null) {
            request.setDeviceObject(device.id());
        }
        if (routine.callerContext() != null) {
            request.setContext(routine.callerContext());
        }
        if (routine.context() instanceof Long address) {
            request.setRoutine(address);
        }
        return request.build();
    }

    private static @Nullable DeviceObject deviceOf(Irp irp) {
        StackLocation owners = irp.currentOrNull();
        return owners == null ? null : owners.device();
    }

    // A routine that wants only cancels also runs for a success if the cancel flag is set.
    private static boolean isWanted(CompletionRoutine routine, Irp irp) {
        boolean success = NtStatuses.isSuccess(irp.status().getNumber());
        return (success && routine.onSuccess())
                || (!success && routine.onError())
                || (irp.isCancelRequested() && routine.onCancel());
    }

    // Whether the request goes no further: the machine has stopped, or nothing is left to complete.
    private static boolean isWrong(Call call, Irp irp, Sink sink) {
        if (irp.isCompleted() || irp.currentOrNull() == null) {
            tell(
                    call,
                    IoRule.COMPLETED_ONCE,
                    "completes " + irp + " again",
                    BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS.with(irp.id(), 0, 0, 0),
                    sink);
            return true;
        }
        if (irp.status() == NtStatus.STATUS_PENDING) {
            tell(
                    call,
                    IoRule.COMPLETED_WITH_PENDING,
                    "completes " + irp + " with STATUS_PENDING",
                    verifier(0x6, irp.status().getNumber(), irp),
                    sink);
        } else if (irp.cancelRoutine() != null) {
            tell(
                    call,
                    IoRule.COMPLETED_WITH_CANCEL_ROUTINE,
                    "completes " + irp + " while its cancel routine is set",
                    verifier(0x7, 0, irp),
                    sink);
        }
        return sink.machine().isDead();
    }

    private static void tell(Call call, IoRule rule, String what, BugCheck stop, Sink sink) {
        Breach.tell(sink.machine(), rule, call.from(), call.from() + " " + what, call, stop);
    }

    private static BugCheck verifier(long subCode, long p2, Irp irp) {
        return BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(subCode, p2, irp.id(), 0);
    }
}
