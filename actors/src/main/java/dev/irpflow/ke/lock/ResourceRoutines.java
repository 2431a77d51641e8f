package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Resource;
import dev.irpflow.kernel.Resource.Access;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.kernel.ExAcquireResourceExclusiveLite;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExAcquireSharedStarveExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSharedWaitForExclusive;
import dev.irpflow.protocol.kernel.ExConvertExclusiveToSharedLite;
import dev.irpflow.protocol.kernel.ExDeleteResourceLite;
import dev.irpflow.protocol.kernel.ExEnterCriticalRegionAndAcquireResourceExclusive;
import dev.irpflow.protocol.kernel.ExGetCurrentResourceThread;
import dev.irpflow.protocol.kernel.ExGetExclusiveWaiterCount;
import dev.irpflow.protocol.kernel.ExGetSharedWaiterCount;
import dev.irpflow.protocol.kernel.ExInitializeResourceLite;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredExclusiveLite;
import dev.irpflow.protocol.kernel.ExIsResourceAcquiredSharedLite;
import dev.irpflow.protocol.kernel.ExReinitializeResourceLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceAndLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.ExReleaseResourceForThreadLite;
import dev.irpflow.protocol.kernel.ExReleaseResourceLite;
import dev.irpflow.protocol.kernel.ExSetResourceOwnerPointer;
import dev.irpflow.protocol.kernel.ExSetResourceOwnerPointerEx;
import dev.irpflow.protocol.status.NtStatus;

/** ERESOURCE. A thread is known to resources by the number of its strand. */
public final class ResourceRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExInitializeResourceLite.class, this::initialize);
        table.serve(
                ExReinitializeResourceLite.class,
                (call, it, sink) -> reinitialize(call, it.getResource(), sink));
        table.serve(
                ExDeleteResourceLite.class,
                (call, it, sink) -> delete(call, it.getResource(), sink));
        registerAcquisitions(table);
        registerReleases(table);
        registerQuestions(table);
    }

    private static void registerAcquisitions(Routines table) {
        table.serve(
                ExAcquireResourceExclusiveLite.class,
                (call, it, sink) ->
                        Resources.acquire(
                                call, it.getResource(), Access.EXCLUSIVE, it.getWait(), sink));
        table.serve(
                ExAcquireResourceSharedLite.class,
                (call, it, sink) ->
                        Resources.acquire(
                                call, it.getResource(), Access.SHARED, it.getWait(), sink));
        table.serve(
                ExAcquireSharedStarveExclusive.class,
                (call, it, sink) ->
                        Resources.acquire(
                                call,
                                it.getResource(),
                                Access.SHARED_STARVE_EXCLUSIVE,
                                it.getWait(),
                                sink));
        table.serve(
                ExAcquireSharedWaitForExclusive.class,
                (call, it, sink) ->
                        Resources.acquire(
                                call,
                                it.getResource(),
                                Access.SHARED_WAIT_FOR_EXCLUSIVE,
                                it.getWait(),
                                sink));
        table.serve(
                ExEnterCriticalRegionAndAcquireResourceExclusive.class,
                (call, it, sink) -> {
                    call.strand().changeApcDisable(call, -1, 0);
                    Resources.acquire(call, it.getResource(), Access.EXCLUSIVE, true, sink);
                });
    }

    private static void registerReleases(Routines table) {
        table.serve(
                ExReleaseResourceLite.class,
                (call, it, sink) -> {
                    Resources.release(call, it.getResource(), call.strand().id(), sink);
                });
        table.serve(
                ExReleaseResourceForThreadLite.class,
                (call, it, sink) ->
                        Resources.release(call, it.getResource(), it.getResourceThreadId(), sink));
        table.serve(
                ExReleaseResourceAndLeaveCriticalRegion.class,
                (call, it, sink) ->
                        Resources.release(call, it.getResource(), call.strand().id(), sink));
        table.serve(
                ExSetResourceOwnerPointer.class,
                (call, it, sink) ->
                        Resources.setOwner(call, it.getResource(), it.getOwnerPointer(), sink));
        table.serve(
                ExSetResourceOwnerPointerEx.class,
                (call, it, sink) ->
                        Resources.setOwner(call, it.getResource(), it.getOwnerPointer(), sink));
        table.serve(
                ExConvertExclusiveToSharedLite.class,
                (call, it, sink) -> Resources.convert(call, it.getResource(), sink));
    }

    private static void registerQuestions(Routines table) {
        table.serve(
                ExGetCurrentResourceThread.class,
                (call, it, sink) ->
                        sink.returns(
                                call,
                                NtStatus.STATUS_SUCCESS,
                                ExGetCurrentResourceThread.Out.newBuilder()
                                        .setReturned(call.strand().id())
                                        .build()));
        table.serve(ExIsResourceAcquiredExclusiveLite.class, ResourceRoutines::isExclusive);
        table.serve(ExIsResourceAcquiredSharedLite.class, ResourceRoutines::isShared);
        table.serve(ExGetExclusiveWaiterCount.class, ResourceRoutines::exclusiveWaiters);
        table.serve(ExGetSharedWaiterCount.class, ResourceRoutines::sharedWaiters);
    }

    private void initialize(Call call, ExInitializeResourceLite request, Sink sink) {
        Resource resource = new Resource();
        Storage.keep(resource, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeResourceLite.Out.newBuilder().setResource(resource.id()).build());
    }

    private static void reinitialize(Call call, long id, Sink sink) {
        Resource resource = LockArguments.acquired(id, Resource.class, call, sink);
        if (resource != null) {
            notOwned(call, resource, "makes new", sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private static void delete(Call call, long id, Sink sink) {
        Resource resource = LockArguments.released(id, Resource.class, call, sink);
        if (resource != null) {
            notOwned(call, resource, "deletes", sink);
            sink.machine().objects().remove(resource);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    private static void notOwned(Call call, Resource resource, String does, Sink sink) {
        if (resource.isOwned()) {
            Strand owner = resource.owners().isEmpty() ? null : resource.owners().getFirst();
            Broken.rule(
                    LockRule.RESOURCE_DELETED_OWNED,
                    call,
                    "%s %s, which %s has"
                            .formatted(does, resource, owner == null ? "somebody" : owner),
                    Broken.verifier(0x100B, resource.id(), owner == null ? 0 : owner.id(), 0),
                    sink);
        }
    }

    private static void isExclusive(
            Call call, ExIsResourceAcquiredExclusiveLite request, Sink sink) {
        Resource resource =
                LockArguments.acquired(request.getResource(), Resource.class, call, sink);
        if (resource != null) {
            boolean writes = resource.writer() == call.strand();
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExIsResourceAcquiredExclusiveLite.Out.newBuilder().setReturned(writes).build());
        }
    }

    private static void isShared(Call call, ExIsResourceAcquiredSharedLite request, Sink sink) {
        Resource resource =
                LockArguments.acquired(request.getResource(), Resource.class, call, sink);
        if (resource != null) {
            int times = resource.timesOf(call.strand());
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExIsResourceAcquiredSharedLite.Out.newBuilder().setReturned(times).build());
        }
    }

    private static void exclusiveWaiters(Call call, ExGetExclusiveWaiterCount request, Sink sink) {
        Resource resource =
                LockArguments.acquired(request.getResource(), Resource.class, call, sink);
        if (resource != null) {
            int waiting = resource.waiting(true);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExGetExclusiveWaiterCount.Out.newBuilder().setReturned(waiting).build());
        }
    }

    private static void sharedWaiters(Call call, ExGetSharedWaiterCount request, Sink sink) {
        Resource resource =
                LockArguments.acquired(request.getResource(), Resource.class, call, sink);
        if (resource != null) {
            int waiting = resource.waiting(false);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExGetSharedWaiterCount.Out.newBuilder().setReturned(waiting).build());
        }
    }
}
