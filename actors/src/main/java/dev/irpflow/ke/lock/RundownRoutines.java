package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.RundownReference;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtection;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtectionEx;
import dev.irpflow.protocol.kernel.ExInitializeRundownProtection;
import dev.irpflow.protocol.kernel.ExReInitializeRundownProtection;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtection;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtectionEx;
import dev.irpflow.protocol.kernel.ExRundownCompleted;
import dev.irpflow.protocol.kernel.ExWaitForRundownProtectionRelease;
import dev.irpflow.protocol.status.NtStatus;

/** EX_RUNDOWN_REF. */
public final class RundownRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExInitializeRundownProtection.class, this::initialize);
        table.serve(ExAcquireRundownProtection.class, this::acquire);
        table.serve(ExAcquireRundownProtectionEx.class, this::acquireSeveral);
        table.serve(
                ExReleaseRundownProtection.class,
                (call, it, sink) -> release(call, it.getRunRef(), 1, sink));
        table.serve(
                ExReleaseRundownProtectionEx.class,
                (call, it, sink) ->
                        release(call, it.getRunRef(), Integer.toUnsignedLong(it.getCount()), sink));
        table.serve(ExWaitForRundownProtectionRelease.class, this::runDown);
        table.serve(
                ExRundownCompleted.class,
                (call, it, sink) -> ended(call, it.getRunRef(), false, sink));
        table.serve(
                ExReInitializeRundownProtection.class,
                (call, it, sink) -> ended(call, it.getRunRef(), true, sink));
    }

    private void initialize(Call call, ExInitializeRundownProtection request, Sink sink) {
        RundownReference reference = new RundownReference();
        Storage.keep(reference, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeRundownProtection.Out.newBuilder().setRunRef(reference.id()).build());
    }

    private void acquire(Call call, ExAcquireRundownProtection request, Sink sink) {
        RundownReference reference =
                Arguments.object(request.getRunRef(), RundownReference.class, call, sink);
        if (reference != null) {
            boolean isProtected = protect(reference, 1);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtection.Out.newBuilder().setReturned(isProtected).build());
        }
    }

    private void acquireSeveral(Call call, ExAcquireRundownProtectionEx request, Sink sink) {
        RundownReference reference =
                Arguments.object(request.getRunRef(), RundownReference.class, call, sink);
        if (reference != null) {
            boolean isProtected = protect(reference, Integer.toUnsignedLong(request.getCount()));
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtectionEx.Out.newBuilder().setReturned(isProtected).build());
        }
    }

    private static boolean protect(RundownReference reference, long times) {
        if (reference.isRundown()) {
            return false;
        }
        reference.acquire(times);
        return true;
    }

    private static void release(Call call, long id, long times, Sink sink) {
        RundownReference reference = Arguments.object(id, RundownReference.class, call, sink);
        if (reference == null) {
            return;
        }
        if (reference.count() < times) {
            Broken.rule(
                    LockRule.RUNDOWN_NOT_HELD,
                    call,
                    "ends %d protections by %s, which protects %d times"
                            .formatted(times, reference, reference.count()),
                    sink);
        }
        reference.release(Math.min(times, reference.count()));
        for (Call waiting : reference.through()) {
            sink.returns(waiting, NtStatus.STATUS_SUCCESS);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void runDown(Call call, ExWaitForRundownProtectionRelease request, Sink sink) {
        RundownReference reference =
                Arguments.object(request.getRunRef(), RundownReference.class, call, sink);
        if (reference == null) {
            return;
        }
        reference.runDown();
        if (reference.count() == 0) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            reference.await(call);
        }
    }

    // Only after the run-down; then the same reference may serve another object.
    private static void ended(Call call, long id, boolean another, Sink sink) {
        RundownReference reference = Arguments.object(id, RundownReference.class, call, sink);
        if (reference == null) {
            return;
        }
        if (!reference.isRundown() || reference.count() > 0) {
            Broken.rule(
                    LockRule.RUNDOWN_NOT_ENDED,
                    call,
                    "calls %s for %s, which is not run down"
                            .formatted(call.contract().name(), reference),
                    sink);
        }
        if (another) {
            reference.renew();
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
