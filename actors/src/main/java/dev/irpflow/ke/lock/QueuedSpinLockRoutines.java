package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.HeldLocks.Form.QUEUED;
import static dev.irpflow.kernel.HeldLocks.Form.QUEUED_AT_DPC_LEVEL;
import static dev.irpflow.kernel.HeldLocks.Form.QUEUED_FOR_DPC;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.QueuedLockHandle;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeReleaseInStackQueuedSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseInStackQueuedSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeReleaseInStackQueuedSpinLockFromDpcLevel;
import dev.irpflow.protocol.status.NtStatus;

/** KSPIN_LOCK as a queued lock: whoever came first gets it first. */
public final class QueuedSpinLockRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(
                KeAcquireInStackQueuedSpinLock.class,
                (call, request, sink) -> acquire(call, request.getSpinLock(), QUEUED, sink));
        table.serve(
                KeAcquireInStackQueuedSpinLockAtDpcLevel.class,
                (call, request, sink) ->
                        acquire(call, request.getSpinLock(), QUEUED_AT_DPC_LEVEL, sink));
        table.serve(
                KeAcquireInStackQueuedSpinLockForDpc.class,
                (call, request, sink) ->
                        acquire(call, request.getSpinLock(), QUEUED_FOR_DPC, sink));
        table.serve(
                KeReleaseInStackQueuedSpinLock.class,
                (call, request, sink) -> release(call, request.getLockHandle(), QUEUED, sink));
        table.serve(
                KeReleaseInStackQueuedSpinLockFromDpcLevel.class,
                (call, request, sink) ->
                        release(call, request.getLockHandle(), QUEUED_AT_DPC_LEVEL, sink));
        table.serve(
                KeReleaseInStackQueuedSpinLockForDpc.class,
                (call, request, sink) ->
                        release(call, request.getLockHandle(), QUEUED_FOR_DPC, sink));
    }

    private static void acquire(Call call, long id, HeldLocks.Form form, Sink sink) {
        SpinLock lock = LockArguments.acquired(id, SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.acquire(call, lock, form, sink);
        }
    }

    private static void release(Call call, long id, HeldLocks.Form form, Sink sink) {
        QueuedLockHandle handle = sink.machine().objects().find(id, QueuedLockHandle.class);
        if (handle == null) {
            notHeld(call, id, sink);
            return;
        }
        if (handle.isUnwound()) {
            Broken.rule(
                    LockRule.QUEUE_HANDLE_UNWOUND,
                    call,
                    "releases %s by %s, which lay on the stack of a routine that has returned"
                            .formatted(handle.lock(), handle),
                    sink);
        }
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(handle.lock());
        Irql newIrql = held == null || !form.raises() ? strand.irql() : held.oldIrql();
        if (held != null) {
            sink.machine().objects().remove(handle);
        }
        SpinLocks.release(call, handle.lock(), form, newIrql, sink);
    }

    private static void notHeld(Call call, long id, Sink sink) {
        if (sink.machine().objects().find(id) == null && sink.machine().objects().wasGiven(id)) {
            Broken.rule(
                    KeRule.LOCK_NOT_HELD,
                    call,
                    "releases a queued spin lock again by handle %d".formatted(id),
                    Broken.verifier(0x1007, id, 0, 0),
                    sink);
        } else {
            Arguments.missing(id, QueuedLockHandle.class, call, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
