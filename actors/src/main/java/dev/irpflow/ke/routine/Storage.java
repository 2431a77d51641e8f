package dev.irpflow.ke.routine;

import static dev.irpflow.kernel.BugCheckCode.TIMER_OR_DPC_INVALID;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.FastMutex;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.KernelTimer;
import dev.irpflow.kernel.Lock;
import dev.irpflow.kernel.LookasideList;
import dev.irpflow.kernel.Mutex;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.RemoveLock;
import dev.irpflow.kernel.Resource;
import dev.irpflow.kernel.RundownReference;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.WaitObject;
import dev.irpflow.kernel.WorkItem;
import dev.irpflow.protocol.kernel.BufferRef;
import org.jspecify.annotations.Nullable;

/**
 * The memory in which drivers keep kernel objects: it must not be paged out, and must not be freed
 * or used for another object while the one in it is in use.
 */
public final class Storage {
    private Storage() {}

    /**
     * Keeps a new object.
     *
     * @param where null if it lies in nonpaged memory of the driver's image
     */
    public static void keep(KernelObject object, @Nullable BufferRef where, Call call, Sink sink) {
        keep(object, where, false, call, sink);
    }

    /** The same with an object that may lie in pageable memory. */
    public static void keepWhereverItIs(
            KernelObject object, @Nullable BufferRef where, Call call, Sink sink) {
        keep(object, where, true, call, sink);
    }

    private static void keep(
            KernelObject object,
            @Nullable BufferRef where,
            boolean anywhere,
            Call call,
            Sink sink) {
        sink.machine().objects().add(object);
        if (where == null) {
            call.from().keepsInImage(object);
            return;
        }
        Region region = sink.machine().memory().regionOf(where);
        if (region == null) {
            Arguments.missing(where.getRegion(), Region.class, call, sink);
            return;
        }
        if (!anywhere && !region.isResident()) {
            Broken.rule(
                    KeRule.OBJECT_IN_PAGEABLE_MEMORY,
                    call,
                    "puts %s into %s (%s)".formatted(object, region, region.kind()),
                    Broken.verifier(0xE1, object.id(), 0, 0),
                    sink);
        }
        KernelObject old = region.settle(where.getOffset(), object);
        if (old != null && !old.isGone()) {
            overwritten(old, object, call, sink);
            sink.machine().objects().remove(old);
        }
    }

    /** A region is about to be freed, and with it the objects that it holds. */
    public static void free(Region region, Call call, Sink sink) {
        for (KernelObject object : region.residents()) {
            if (!object.isGone()) {
                freed(object, region, call, sink);
                sink.machine().objects().remove(object);
            }
        }
    }

    private static void overwritten(KernelObject old, KernelObject by, Call call, Sink sink) {
        String detail = "initialises %s where %s lies".formatted(by, old);
        int twice =
                switch (old) {
                    case SpinLock lock -> 0x1005;
                    case FastMutex mutex -> 0x1005;
                    case Mutex mutex -> 0x1005;
                    case Resource resource -> 0xD0;
                    case RemoveLock lock -> 0xD7;
                    default -> 0;
                };
        if (twice != 0) {
            Broken.rule(
                    KeRule.LOCK_INITIALIZED_TWICE,
                    call,
                    detail,
                    Broken.verifier(twice, old.id(), 0, 0),
                    sink);
            return;
        }
        if (old instanceof LookasideList && by instanceof LookasideList) {
            Broken.rule(
                    MdlRule.LIST_INITIALIZED_TWICE,
                    call,
                    detail,
                    Broken.verifier(0xCA, old.id(), 0, 0),
                    sink);
            return;
        }
        boolean inUse =
                (old instanceof KernelTimer timer && timer.isSet())
                        || (old instanceof Dpc dpc && dpc.isQueued())
                        || (old instanceof WaitObject object && object.isWaitedFor())
                        || (old instanceof Lock lock && !lock.owners().isEmpty())
                        || (old instanceof RundownReference reference && reference.count() > 0);
        if (inUse) {
            Broken.rule(
                    KeRule.OBJECT_OVERWRITTEN,
                    call,
                    detail + ", which is in use",
                    old instanceof WaitObject waited && waited.isWaitedFor()
                            ? Broken.corruptList()
                            : null,
                    sink);
        }
    }

    private static void freed(KernelObject object, Region region, Call call, Sink sink) {
        String detail = "frees %s, which holds %s".formatted(region, object);
        long start = region.address(0);
        long end = region.address(region.length());
        switch (object) {
            case KernelTimer timer when timer.isSet() -> {
                timer.cancel();
                Broken.rule(
                        PoolRule.FREE_WITH_ACTIVE_TIMER,
                        call,
                        detail + ", which is set",
                        Broken.either(
                                sink,
                                Broken.verifier(0x15, timer.id(), region.kind().poolType(), start),
                                TIMER_OR_DPC_INVALID.with(0, timer.id(), start, end)),
                        sink);
            }
            case Dpc dpc when dpc.isQueued() -> {
                dpc.remove();
                Broken.rule(
                        PoolRule.FREE_WITH_QUEUED_DPC,
                        call,
                        detail + ", which is queued",
                        TIMER_OR_DPC_INVALID.with(1, dpc.id(), start, end),
                        sink);
            }
            case LookasideList list ->
                    Broken.rule(
                            MdlRule.LIST_FREED_IN_USE,
                            call,
                            detail,
                            Broken.verifier(0xCC, list.id(), start, region.length()),
                            sink);
            case Resource resource ->
                    Broken.rule(
                            PoolRule.FREE_WITH_RESOURCE,
                            call,
                            detail + ", which was not deleted",
                            Broken.verifier(0x17, resource.id(), start, region.length()),
                            sink);
            case Lock lock when !lock.owners().isEmpty() ->
                    heldLock(object, lock.owners().getFirst(), detail, call, sink);
            case WorkItem item -> workItem(item, detail, call, sink);
            case WaitObject waited when waited.isWaitedFor() ->
                    Broken.rule(
                            PoolRule.FREE_WITH_WAITERS,
                            call,
                            detail + ", which is waited for",
                            Broken.corruptList(),
                            sink);
            default -> {}
        }
    }

    private static void workItem(WorkItem item, String detail, Call call, Sink sink) {
        if (item.isQueued()) {
            Broken.rule(
                    KeRule.WORK_ITEM_FREED_QUEUED,
                    call,
                    detail + ", which is in its queue still",
                    Broken.corruptList(),
                    sink);
        } else {
            Broken.rule(
                    KeRule.WORK_ITEM_NOT_UNINITIALIZED,
                    call,
                    detail + ", which was not uninitialised",
                    sink);
        }
    }

    private static void heldLock(
            KernelObject lock, Strand holder, String detail, Call call, Sink sink) {
        Broken.rule(
                PoolRule.FREE_WITH_HELD_LOCK,
                call,
                "%s, which %s holds".formatted(detail, holder),
                Broken.verifier(0x100B, lock.id(), holder.id(), 0),
                sink);
    }
}
