package dev.irpflow.io;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.kernel.AssociatedRequest;
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
    private final Patience patience;
    private final ForcedPending forced;
    private final CompletionRules rules = new CompletionRules();

    Completing(Requests requests, Patience patience, ForcedPending forced) {
        this.requests = requests;
        this.patience = patience;
        this.forced = forced;
    }

    void completeRequest(Call call, IoCompleteRequest request, Sink sink) {
        Irp irp = sink.machine().objects().find(request.getIrp(), Irp.class);
        boolean goesOn =
                irp == null
                        ? rules.missing(call, request.getIrp(), sink)
                        : rules.permit(call, irp, sink);
        if (sink.machine().isDead()) {
            return;
        }
        if (irp == null || !goesOn) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        irp.completed(true);
        walk(call, irp, sink);
    }

    void walked(Return answer, Step.Walked step, Sink sink) {
        if (step.kept() != null) {
            sink.machine().unloadSafeRoutines().done(step.kept());
        }
        rules.routineDone(answer, step.use(), step.location());
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
        rules.routineReturned(answer, irp);
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

    /** A completion that Driver Verifier has held goes on. */
    void goesOn(Call call, ForcedPending.Held held, Sink sink) {
        Irp irp = ForcedPending.takeUp(call, held, sink);
        if (irp != null) {
            walk(call, irp, sink);
        }
    }

    private void walk(Call complete, Irp irp, Sink sink) {
        StackLocation location = irp.currentOrNull();
        while (location != null) {
            if (forced.isOn() && forced.holds(complete, irp, location, sink)) {
                sink.returns(complete, NtStatus.STATUS_SUCCESS);
                return;
            }
            CompletionRoutine routine = location.completion();
            CompletionRoutine kept = location.isDriverKept() ? routine : null;
            boolean pending = location.isPendingReturned();
            if (location.dispatch() instanceof Dispatch dispatch) {
                dispatch.completed(pending, irp.status());
            }
            irp.pendingReturned(pending);
            irp.retreat();
            if (irp.currentLocation() > irp.stackCount()) {
                patience.ended(irp);
            }
            if (routine != null && isWanted(routine, irp)) {
                irp.completed(false); // the routine's owner may stop the walk, and then has the IRP
                sink.call(
                        complete,
                        CallKind.COMPLETION,
                        routine.owner(),
                        request(routine, irp),
                        new Step.Walked(complete, irp.use(), irp.currentLocation(), kept));
                return;
            }
            if (kept != null) {
                sink.machine().unloadSafeRoutines().done(kept);
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
            rules.ended(irp);
            requests.completed(request, complete, sink);
        } else if (irp.owner() instanceof ThreadedRequest built) {
            rules.ended(irp);
            Transfer.judge(irp, built.capacity(), complete, sink);
            built.end(irp, sink.self());
        } else if (irp.owner() instanceof AssociatedRequest part) {
            rules.ended(irp);
            Irp master = part.end(irp, sink.machine());
            if (master != null) {
                sink.call(
                        complete,
                        IoCompleteRequest.newBuilder().setIrp(master.id()).build(),
                        new Step.MasterCompleted(complete));
                return;
            }
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

    void masterCompleted(Step.MasterCompleted step, Sink sink) {
        sink.returns(step.complete(), NtStatus.STATUS_SUCCESS);
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
}
