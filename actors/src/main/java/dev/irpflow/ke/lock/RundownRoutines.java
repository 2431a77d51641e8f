package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
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
import org.jspecify.annotations.Nullable;

/** EX_RUNDOWN_REF. */
public final class RundownRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExInitializeRundownProtection.class, this::initialize);
        table.serve(ExAcquireRundownProtection.class, this::acquire);
        table.serve(ExAcquireRundownProtectionEx.class, this::acquireSeveral);
        table.serve(
                ExReleaseRundownProtection.class,
                (call, it, sink) ->
                        Rundowns.release(call, named(call, it.getRunRef(), sink), 1, sink));
        table.serve(
                ExReleaseRundownProtectionEx.class,
                (call, it, sink) ->
                        Rundowns.release(
                                call,
                                named(call, it.getRunRef(), sink),
                                Integer.toUnsignedLong(it.getCount()),
                                sink));
        table.serve(
                ExWaitForRundownProtectionRelease.class,
                (call, it, sink) ->
                        Rundowns.runDown(call, named(call, it.getRunRef(), sink), sink));
        table.serve(
                ExRundownCompleted.class,
                (call, it, sink) ->
                        Rundowns.ended(call, named(call, it.getRunRef(), sink), false, sink));
        table.serve(
                ExReInitializeRundownProtection.class,
                (call, it, sink) ->
                        Rundowns.ended(call, named(call, it.getRunRef(), sink), true, sink));
    }

    private void initialize(Call call, ExInitializeRundownProtection request, Sink sink) {
        RundownReference reference = new RundownReference(RundownReference.Counts.ONE);
        Storage.keep(reference, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeRundownProtection.Out.newBuilder().setRunRef(reference.id()).build());
    }

    private void acquire(Call call, ExAcquireRundownProtection request, Sink sink) {
        RundownReference reference = named(call, request.getRunRef(), sink);
        if (reference != null) {
            boolean isProtected = Rundowns.protect(reference, 1);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtection.Out.newBuilder().setReturned(isProtected).build());
        }
    }

    private void acquireSeveral(Call call, ExAcquireRundownProtectionEx request, Sink sink) {
        RundownReference reference = named(call, request.getRunRef(), sink);
        if (reference != null) {
            boolean isProtected =
                    Rundowns.protect(reference, Integer.toUnsignedLong(request.getCount()));
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtectionEx.Out.newBuilder().setReturned(isProtected).build());
        }
    }

    /** The reference of a number; null: the caller was told, and the call is returned. */
    private static @Nullable RundownReference named(Call call, long id, Sink sink) {
        RundownReference reference = Arguments.object(id, RundownReference.class, call, sink);
        if (reference != null && reference.counts() != RundownReference.Counts.ONE) {
            Rundowns.ofOtherKind(call, reference, sink);
            return null;
        }
        return reference;
    }
}
