package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.RundownReference;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExAcquireRundownProtectionCacheAwareEx;
import dev.irpflow.protocol.kernel.ExAllocateCacheAwareRundownProtection;
import dev.irpflow.protocol.kernel.ExFreeCacheAwareRundownProtection;
import dev.irpflow.protocol.kernel.ExInitializeRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReInitializeRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExReleaseRundownProtectionCacheAwareEx;
import dev.irpflow.protocol.kernel.ExRundownCompletedCacheAware;
import dev.irpflow.protocol.kernel.ExSizeOfRundownProtectionCacheAware;
import dev.irpflow.protocol.kernel.ExWaitForRundownProtectionReleaseCacheAware;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * EX_RUNDOWN_REF_CACHE_AWARE: a count for each processor, of which a driver sees the sum alone; a
 * protection may end on another processor than that on which it began.
 */
public final class CacheAwareRundownRoutines implements Family {
    private static final int CACHE_LINE = 64;
    private static final int PAGED = 1;

    @Override
    public void register(Routines table) {
        table.serve(
                ExSizeOfRundownProtectionCacheAware.class, (call, it, sink) -> size(call, sink));
        table.serve(ExInitializeRundownProtectionCacheAware.class, this::initialize);
        table.serve(ExAllocateCacheAwareRundownProtection.class, this::allocate);
        table.serve(ExFreeCacheAwareRundownProtection.class, this::free);
        table.serve(ExAcquireRundownProtectionCacheAware.class, this::acquire);
        table.serve(ExAcquireRundownProtectionCacheAwareEx.class, this::acquireSeveral);
        table.serve(
                ExReleaseRundownProtectionCacheAware.class,
                (call, it, sink) ->
                        Rundowns.release(
                                call, named(call, it.getRunRefCacheAware(), sink), 1, sink));
        table.serve(
                ExReleaseRundownProtectionCacheAwareEx.class,
                (call, it, sink) ->
                        Rundowns.release(
                                call,
                                named(call, it.getRunRef(), sink),
                                Integer.toUnsignedLong(it.getCount()),
                                sink));
        table.serve(
                ExWaitForRundownProtectionReleaseCacheAware.class,
                (call, it, sink) ->
                        Rundowns.runDown(call, named(call, it.getRunRef(), sink), sink));
        table.serve(
                ExRundownCompletedCacheAware.class,
                (call, it, sink) ->
                        Rundowns.ended(
                                call, named(call, it.getRunRefCacheAware(), sink), false, sink));
        table.serve(
                ExReInitializeRundownProtectionCacheAware.class,
                (call, it, sink) ->
                        Rundowns.ended(
                                call, named(call, it.getRunRefCacheAware(), sink), true, sink));
    }

    private static int bytes(Sink sink) {
        return CACHE_LINE * (1 + sink.machine().settings().processors());
    }

    private static void size(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExSizeOfRundownProtectionCacheAware.Out.newBuilder()
                        .setReturned(bytes(sink))
                        .build());
    }

    private static RundownReference made() {
        return new RundownReference(RundownReference.Counts.FOR_EACH_PROCESSOR);
    }

    private void initialize(Call call, ExInitializeRundownProtectionCacheAware request, Sink sink) {
        RundownReference reference = made();
        Storage.keep(reference, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeRundownProtectionCacheAware.Out.newBuilder()
                        .setRunRefCacheAware(reference.id())
                        .build());
    }

    private void allocate(Call call, ExAllocateCacheAwareRundownProtection request, Sink sink) {
        boolean there =
                !sink.machine().memory().isStarved(call)
                        && sink.machine().memory().charge(kind(request.getPoolType()), bytes(sink));
        ExAllocateCacheAwareRundownProtection.Out.Builder out =
                ExAllocateCacheAwareRundownProtection.Out.newBuilder();
        if (there) {
            RundownReference reference = made();
            reference.allocatedFrom(kind(request.getPoolType()));
            out.setReturned(sink.machine().objects().add(reference).id());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void free(Call call, ExFreeCacheAwareRundownProtection request, Sink sink) {
        RundownReference reference = named(call, request.getRunRefCacheAware(), sink);
        if (reference == null) {
            return;
        }
        Region.Kind pool = reference.pool();
        if (pool == null) {
            Rundowns.ofOtherKind(call, reference, sink); // it lies in memory of the caller
            return;
        }
        Rundowns.judgeFree(call, reference, sink);
        sink.machine().memory().refund(pool, bytes(sink));
        sink.machine().objects().remove(reference);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static Region.Kind kind(int poolType) {
        return (poolType & PAGED) != 0 ? Region.Kind.PAGED_POOL : Region.Kind.NONPAGED_POOL;
    }

    private void acquire(Call call, ExAcquireRundownProtectionCacheAware request, Sink sink) {
        RundownReference reference = named(call, request.getRunRefCacheAware(), sink);
        if (reference != null) {
            boolean isProtected = Rundowns.protect(reference, 1);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtectionCacheAware.Out.newBuilder()
                            .setReturned(isProtected)
                            .build());
        }
    }

    private void acquireSeveral(
            Call call, ExAcquireRundownProtectionCacheAwareEx request, Sink sink) {
        RundownReference reference = named(call, request.getRunRefCacheAware(), sink);
        if (reference != null) {
            boolean isProtected =
                    Rundowns.protect(reference, Integer.toUnsignedLong(request.getCount()));
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExAcquireRundownProtectionCacheAwareEx.Out.newBuilder()
                            .setReturned(isProtected)
                            .build());
        }
    }

    /** The reference of a number; null: the caller was told, and the call is returned. */
    private static @Nullable RundownReference named(Call call, long id, Sink sink) {
        RundownReference reference = Arguments.object(id, RundownReference.class, call, sink);
        if (reference != null && reference.counts() == RundownReference.Counts.ONE) {
            Rundowns.ofOtherKind(call, reference, sink);
            return null;
        }
        return reference;
    }
}
