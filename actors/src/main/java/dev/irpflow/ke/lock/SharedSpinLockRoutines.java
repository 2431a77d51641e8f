package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.HeldLocks.Form.AT_DPC_LEVEL;
import static dev.irpflow.kernel.HeldLocks.Form.RAISING;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Deadlock;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.Lots;
import dev.irpflow.kernel.SharedSpinLock;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockExclusiveAtDpcLevel;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockShared;
import dev.irpflow.protocol.kernel.ExAcquireSpinLockSharedAtDpcLevel;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockExclusive;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockExclusiveFromDpcLevel;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockShared;
import dev.irpflow.protocol.kernel.ExReleaseSpinLockSharedFromDpcLevel;
import dev.irpflow.protocol.kernel.ExSpinLockInitialize;
import dev.irpflow.protocol.kernel.ExTryConvertSharedSpinLockExclusive;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** EX_SPIN_LOCK: reader-writer spin locks. */
public final class SharedSpinLockRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExSpinLockInitialize.class, this::initialize);
        table.serve(
                ExAcquireSpinLockExclusive.class,
                (call, it, sink) -> acquire(call, it.getSpinLock(), true, RAISING, sink));
        table.serve(
                ExAcquireSpinLockExclusiveAtDpcLevel.class,
                (call, it, sink) -> acquire(call, it.getSpinLock(), true, AT_DPC_LEVEL, sink));
        table.serve(
                ExAcquireSpinLockShared.class,
                (call, it, sink) -> acquire(call, it.getSpinLock(), false, RAISING, sink));
        table.serve(
                ExAcquireSpinLockSharedAtDpcLevel.class,
                (call, it, sink) -> acquire(call, it.getSpinLock(), false, AT_DPC_LEVEL, sink));
        table.serve(
                ExReleaseSpinLockExclusive.class,
                (call, it, sink) -> release(call, it.getSpinLock(), true, it.getOldIrql(), sink));
        table.serve(
                ExReleaseSpinLockExclusiveFromDpcLevel.class,
                (call, it, sink) -> release(call, it.getSpinLock(), true, null, sink));
        table.serve(
                ExReleaseSpinLockShared.class,
                (call, it, sink) -> release(call, it.getSpinLock(), false, it.getOldIrql(), sink));
        table.serve(
                ExReleaseSpinLockSharedFromDpcLevel.class,
                (call, it, sink) -> release(call, it.getSpinLock(), false, null, sink));
        table.serve(ExTryConvertSharedSpinLockExclusive.class, this::tryConvert);
    }

    private void initialize(Call call, ExSpinLockInitialize request, Sink sink) {
        SharedSpinLock lock = new SharedSpinLock();
        Storage.keep(lock, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExSpinLockInitialize.Out.newBuilder().setSpinLock(lock.id()).build());
    }

    private static void acquire(
            Call call, long id, boolean toWrite, HeldLocks.Form form, Sink sink) {
        SharedSpinLock lock = LockArguments.acquired(id, SharedSpinLock.class, call, sink);
        if (lock == null) {
            return;
        }
        Strand strand = call.strand();
        if (lock.isOwnedBy(strand)) {
            LockOrders.again(call, lock, sink);
            return;
        }
        LockOrders.judge(call, lock, sink);
        Irql old = strand.irql();
        if (lock.isOpenTo(toWrite)) {
            lock.take(strand, toWrite, form, old);
            sink.returns(call, NtStatus.STATUS_SUCCESS, taken(call, old));
        } else {
            lock.spin(new SharedSpinLock.Spinner(call, toWrite, form, old));
        }
    }

    // A release that lowers says to which level; the other one leaves it.
    private static void release(
            Call call, long id, boolean ofWriter, @Nullable Irql newIrql, Sink sink) {
        SharedSpinLock lock = LockArguments.released(id, SharedSpinLock.class, call, sink);
        if (lock == null) {
            return;
        }
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(lock);
        if (held == null) {
            LockArguments.notHeld(KeRule.LOCK_NOT_HELD, call, lock, lock.owners(), sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (ofWriter != (lock.writer() == strand)) {
            Broken.rule(
                    LockRule.SHARED_LOCK_MODE,
                    call,
                    "gives back %s as a %s, but it is the other"
                            .formatted(lock, ofWriter ? "writer" : "reader"),
                    sink);
        } else if (held.form().raises() != (newIrql != null)) {
            Broken.rule(
                    KeRule.LOCK_RELEASE_FORM,
                    call,
                    "calls %s for %s, which was not taken so"
                            .formatted(call.contract().name(), lock),
                    LockOrders.wrongRelease(sink),
                    sink);
        } else if (newIrql != null) {
            SpinLocks.judgeLevel(call, held, newIrql, sink);
        }
        lock.release(strand);
        handOn(call, lock, sink);
        if (newIrql != null) {
            strand.changeIrql(newIrql);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void tryConvert(Call call, ExTryConvertSharedSpinLockExclusive request, Sink sink) {
        SharedSpinLock lock =
                LockArguments.released(request.getSpinLock(), SharedSpinLock.class, call, sink);
        if (lock == null) {
            return;
        }
        boolean reads = lock.isReadBy(call.strand());
        if (lock.writer() == call.strand()) {
            Broken.rule(
                    LockRule.SHARED_LOCK_MODE,
                    call,
                    "converts %s, which it has as the writer already".formatted(lock),
                    sink);
        } else if (!reads) {
            LockArguments.notHeld(KeRule.LOCK_NOT_HELD, call, lock, lock.owners(), sink);
        }
        boolean converted = reads && lock.tryConvert(call.strand());
        if (reads && !converted) {
            Deadlock.tried(call, lock);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExTryConvertSharedSpinLockExclusive.Out.newBuilder()
                        .setReturned(converted)
                        .build());
    }

    // One writer, which may be any that spins; without one, every reader.
    private static void handOn(Call call, SharedSpinLock lock, Sink sink) {
        List<SharedSpinLock.Spinner> candidates = lock.candidates();
        if (candidates.isEmpty()) {
            return;
        }
        if (!candidates.getFirst().writes()) {
            candidates.forEach(reader -> give(reader, lock, sink));
            return;
        }
        int winner =
                candidates.size() == 1
                        ? 0
                        : sink.choose(call, "who gets the spin lock", new Lots("lock", candidates));
        give(candidates.get(winner), lock, sink);
    }

    private static void give(SharedSpinLock.Spinner next, SharedSpinLock lock, Sink sink) {
        lock.handOver(next);
        sink.returns(next.call(), NtStatus.STATUS_SUCCESS, taken(next.call(), next.oldIrql()));
    }

    private static @Nullable GeneratedMessage taken(Call call, Irql old) {
        return switch (call.request()) {
            case ExAcquireSpinLockExclusive acquire ->
                    ExAcquireSpinLockExclusive.Out.newBuilder().setReturned(old).build();
            case ExAcquireSpinLockShared acquire ->
                    ExAcquireSpinLockShared.Out.newBuilder().setReturned(old).build();
            default -> null;
        };
    }
}
