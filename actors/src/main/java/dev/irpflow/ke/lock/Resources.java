package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.BugCheckCode.RESOURCE_NOT_OWNED;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Lots;
import dev.irpflow.kernel.Resource;
import dev.irpflow.kernel.Resource.Access;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExAcquireResourceExclusiveLite;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExAcquireSharedStarveExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSharedWaitForExclusive;
import dev.irpflow.protocol.kernel.ExReleaseResourceAndLeaveCriticalRegion;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an ERESOURCE is taken and given back. */
final class Resources {
    private static final long OWNER_POINTER = 3; // the bits that tell one from a thread

    private Resources() {}

    static void acquire(Call call, long id, Access access, boolean wait, Sink sink) {
        Resource resource = LockArguments.acquired(id, Resource.class, call, sink);
        if (resource == null) {
            return;
        }
        Strand strand = call.strand();
        judgeApcs(call, resource, 0x37, sink);
        boolean isOpen = resource.isOpenTo(strand, access);
        if (isOpen) {
            resource.take(strand, access);
        } else if (wait) {
            judgeUpgrade(call, resource, access, sink);
        }
        if (isOpen || !wait) {
            sink.returns(call, NtStatus.STATUS_SUCCESS, answer(call, isOpen));
        } else if (!sink.machine().isDead()) {
            resource.await(new Resource.Waiter(call, access));
        }
    }

    static void release(Call call, long id, long thread, Sink sink) {
        Resource resource = LockArguments.released(id, Resource.class, call, sink);
        if (resource == null) {
            return;
        }
        judgeApcs(call, resource, 0x38, sink);
        Strand owner = resource.ownerOf(thread);
        if (owner != null && owner != call.strand()) {
            Broken.rule(
                    LockRule.RESOURCE_OF_OTHER_THREAD,
                    call,
                    "releases %s for %s, which has not set an owner pointer"
                            .formatted(resource, owner),
                    sink);
        }
        boolean wasWritten = resource.isWritten();
        if (resource.timesOf(thread) > 0) {
            if (resource.release(thread)) {
                handOn(call, resource, wasWritten, sink);
            }
        } else if (owner == null) {
            Broken.rule(
                    LockRule.RESOURCE_NOT_HELD,
                    call,
                    "releases %s for thread %d, which does not have it".formatted(resource, thread),
                    RESOURCE_NOT_OWNED.with(id, thread, 0, 0),
                    sink);
        } else if (resource.release(owner)) {
            handOn(call, resource, wasWritten, sink);
        }
        if (call.request() instanceof ExReleaseResourceAndLeaveCriticalRegion) {
            RegionRoutines.leaveCritical(call, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    static void convert(Call call, long id, Sink sink) {
        Resource resource = LockArguments.acquired(id, Resource.class, call, sink);
        if (resource == null) {
            return;
        }
        if (resource.writer() == call.strand()) {
            resource.convert();
            resource.handToReaders().forEach(next -> granted(next, sink));
        } else {
            Broken.rule(
                    LockRule.RESOURCE_NOT_HELD,
                    call,
                    "converts %s, which it does not have for writing".formatted(resource),
                    RESOURCE_NOT_OWNED.with(id, call.strand().id(), 0, 0),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** Says by a pointer who owns what the caller owned. */
    static void setOwner(Call call, long id, long pointer, Sink sink) {
        Resource resource = LockArguments.acquired(id, Resource.class, call, sink);
        if (resource == null) {
            return;
        }
        if ((pointer & OWNER_POINTER) != OWNER_POINTER) {
            Broken.rule(
                    LockRule.RESOURCE_OWNER_POINTER,
                    call,
                    "sets 0x%X as the owner of %s".formatted(pointer, resource),
                    sink);
        }
        if (resource.timesOf(call.strand()) > 0) {
            resource.passTo(pointer, call.strand());
        } else {
            Broken.rule(
                    LockRule.RESOURCE_NOT_HELD,
                    call,
                    "sets the owner of %s, which it does not have".formatted(resource),
                    RESOURCE_NOT_OWNED.with(id, call.strand().id(), 0, 0),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void judgeApcs(Call call, Resource resource, int code, Sink sink) {
        Strand strand = call.strand();
        if (!strand.areApcsDisabled() && strand.irql().compareTo(Irql.APC_LEVEL) < 0) {
            Broken.rule(
                    LockRule.RESOURCE_APCS_ENABLED,
                    call,
                    "calls %s for %s outside of a critical region"
                            .formatted(call.contract().name(), resource),
                    Broken.verifier(
                            code,
                            strand.irql().getNumber(),
                            strand.apcDisable().combined(),
                            resource.id()),
                    sink);
        }
    }

    private static void judgeUpgrade(Call call, Resource resource, Access access, Sink sink) {
        if (access == Access.EXCLUSIVE && resource.timesOf(call.strand()) > 0) {
            Broken.rule(
                    LockRule.RESOURCE_UPGRADED,
                    call,
                    "wants %s for writing while it has it for reading".formatted(resource),
                    Broken.verifier(0x1000, resource.id(), 0, 0),
                    sink);
        }
    }

    // Which of a writer and the readers goes first after a writer is said by no page.
    private static void handOn(Call call, Resource resource, boolean afterWriter, Sink sink) {
        List<Resource.Waiter> candidates = resource.candidates(afterWriter);
        if (candidates.isEmpty()) {
            return;
        }
        int winner =
                candidates.size() == 1
                        ? 0
                        : sink.choose(
                                call, "who gets the resource", new Lots("resource", candidates));
        resource.handOver(candidates.get(winner)).forEach(next -> granted(next, sink));
    }

    private static void granted(Resource.Waiter next, Sink sink) {
        sink.returns(next.call(), NtStatus.STATUS_SUCCESS, answer(next.call(), true));
    }

    private static @Nullable GeneratedMessage answer(Call call, boolean taken) {
        return switch (call.request()) {
            case ExAcquireResourceExclusiveLite acquire ->
                    ExAcquireResourceExclusiveLite.Out.newBuilder().setReturned(taken).build();
            case ExAcquireResourceSharedLite acquire ->
                    ExAcquireResourceSharedLite.Out.newBuilder().setReturned(taken).build();
            case ExAcquireSharedStarveExclusive acquire ->
                    ExAcquireSharedStarveExclusive.Out.newBuilder().setReturned(taken).build();
            case ExAcquireSharedWaitForExclusive acquire ->
                    ExAcquireSharedWaitForExclusive.Out.newBuilder().setReturned(taken).build();
            default -> null;
        };
    }
}
