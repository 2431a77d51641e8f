package dev.irpflow.ke.lock;

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
    private final Rundowns rundowns = new Rundowns(RundownReference.Counts.ONE);

    @Override
    public void register(Routines table) {
        registerAcquire(table);
        table.serve(ExInitializeRundownProtection.class, this::initialize);
        table.serve(
                ExReleaseRundownProtection.class,
                (call, it, sink) -> rundowns.release(call, it.getRunRef(), 1, sink));
        table.serve(
                ExReleaseRundownProtectionEx.class,
                (call, it, sink) ->
                        rundowns.release(
                                call, it.getRunRef(), Integer.toUnsignedLong(it.getCount()), sink));
        table.serve(
                ExWaitForRundownProtectionRelease.class,
                (call, it, sink) -> rundowns.runDown(call, it.getRunRef(), sink));
        table.serve(
                ExRundownCompleted.class,
                (call, it, sink) -> rundowns.ended(call, it.getRunRef(), false, sink));
        table.serve(
                ExReInitializeRundownProtection.class,
                (call, it, sink) -> rundowns.ended(call, it.getRunRef(), true, sink));
    }

    private void registerAcquire(Routines table) {
        table.serve(
                ExAcquireRundownProtection.class,
                (call, it, sink) ->
                        rundowns.acquire(
                                call,
                                it.getRunRef(),
                                1,
                                protect ->
                                        ExAcquireRundownProtection.Out.newBuilder()
                                                .setReturned(protect)
                                                .build(),
                                sink));
        table.serve(
                ExAcquireRundownProtectionEx.class,
                (call, it, sink) ->
                        rundowns.acquire(
                                call,
                                it.getRunRef(),
                                Integer.toUnsignedLong(it.getCount()),
                                protect ->
                                        ExAcquireRundownProtectionEx.Out.newBuilder()
                                                .setReturned(protect)
                                                .build(),
                                sink));
    }

    private void initialize(Call call, ExInitializeRundownProtection request, Sink sink) {
        RundownReference reference = new RundownReference(RundownReference.Counts.ONE);
        Storage.keep(reference, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeRundownProtection.Out.newBuilder().setRunRef(reference.id()).build());
    }
}
