package dev.irpflow.ke.lock;

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

/**
 * EX_RUNDOWN_REF_CACHE_AWARE: a count for each processor, of which a driver sees the sum alone; a
 * protection may end on another processor than that on which it began.
 */
public final class CacheAwareRundownRoutines implements Family {
    private final Rundowns rundowns = new Rundowns(RundownReference.Counts.FOR_EACH_PROCESSOR);

    private static final int CACHE_LINE = 64;
    private static final int PAGED = 1;

    @Override
    public void register(Routines table) {
        registerAcquire(table);
        table.serve(
                ExSizeOfRundownProtectionCacheAware.class, (call, it, sink) -> size(call, sink));
        table.serve(ExInitializeRundownProtectionCacheAware.class, this::initialize);
        table.serve(ExAllocateCacheAwareRundownProtection.class, this::allocate);
        table.serve(ExFreeCacheAwareRundownProtection.class, this::free);
        table.serve(
                ExReleaseRundownProtectionCacheAware.class,
                (call, it, sink) -> rundowns.release(call, it.getRunRefCacheAware(), 1, sink));
        table.serve(
                ExReleaseRundownProtectionCacheAwareEx.class,
                (call, it, sink) ->
                        rundowns.release(
                                call, it.getRunRef(), Integer.toUnsignedLong(it.getCount()), sink));
        table.serve(
                ExWaitForRundownProtectionReleaseCacheAware.class,
                (call, it, sink) -> rundowns.runDown(call, it.getRunRef(), sink));
        table.serve(
                ExRundownCompletedCacheAware.class,
                (call, it, sink) -> rundowns.ended(call, it.getRunRefCacheAware(), false, sink));
        table.serve(
                ExReInitializeRundownProtectionCacheAware.class,
                (call, it, sink) -> rundowns.ended(call, it.getRunRefCacheAware(), true, sink));
    }

    private void registerAcquire(Routines table) {
        table.serve(
                ExAcquireRundownProtectionCacheAware.class,
                (call, it, sink) ->
                        rundowns.acquire(
                                call,
                                it.getRunRefCacheAware(),
                                1,
                                protect ->
                                        ExAcquireRundownProtectionCacheAware.Out.newBuilder()
                                                .setReturned(protect)
                                                .build(),
                                sink));
        table.serve(
                ExAcquireRundownProtectionCacheAwareEx.class,
                (call, it, sink) ->
                        rundowns.acquire(
                                call,
                                it.getRunRefCacheAware(),
                                Integer.toUnsignedLong(it.getCount()),
                                protect ->
                                        ExAcquireRundownProtectionCacheAwareEx.Out.newBuilder()
                                                .setReturned(protect)
                                                .build(),
                                sink));
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
        RundownReference reference = rundowns.named(call, request.getRunRefCacheAware(), sink);
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
}
