package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Lots;
import dev.irpflow.kernel.PushLock;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExAcquirePushLockExclusive;
import dev.irpflow.protocol.kernel.ExAcquirePushLockShared;
import dev.irpflow.protocol.kernel.ExInitializePushLock;
import dev.irpflow.protocol.kernel.ExReleasePushLockExclusive;
import dev.irpflow.protocol.kernel.ExReleasePushLockShared;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

/** EX_PUSH_LOCK. It may lie in pageable memory, since nobody touches it above APC_LEVEL. */
public final class PushLockRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExInitializePushLock.class, this::initialize);
        table.serve(
                ExAcquirePushLockExclusive.class,
                (call, it, sink) -> acquire(call, it.getLock(), true, sink));
        table.serve(
                ExAcquirePushLockShared.class,
                (call, it, sink) -> acquire(call, it.getLock(), false, sink));
        table.serve(
                ExReleasePushLockExclusive.class,
                (call, it, sink) -> release(call, it.getLock(), true, sink));
        table.serve(
                ExReleasePushLockShared.class,
                (call, it, sink) -> release(call, it.getLock(), false, sink));
    }

    private void initialize(Call call, ExInitializePushLock request, Sink sink) {
        PushLock lock = new PushLock();
        Storage.keepWhereverItIs(
                lock, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializePushLock.Out.newBuilder().setPushLock(lock.id()).build());
    }

    private static void acquire(Call call, long id, boolean toWrite, Sink sink) {
        PushLock lock = LockArguments.acquired(id, PushLock.class, call, sink);
        if (lock == null) {
            return;
        }
        Strand strand = call.strand();
        if (!strand.areApcsDisabled() && strand.irql().compareTo(Irql.APC_LEVEL) < 0) {
            Broken.rule(
                    LockRule.PUSH_LOCK_APCS_ENABLED,
                    call,
                    "calls %s for %s outside of a critical region"
                            .formatted(call.contract().name(), lock),
                    sink);
        }
        if (lock.writer() == strand || (toWrite && lock.isReadBy(strand))) {
            Broken.rule(
                    LockRule.PUSH_LOCK_RECURSION,
                    call,
                    "takes %s again on %s".formatted(lock, strand),
                    sink);
        }
        if (lock.isOpen(toWrite)) {
            lock.take(strand, toWrite);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else if (!sink.machine().isDead()) {
            lock.await(new PushLock.Waiter(call, toWrite));
        }
    }

    private static void release(Call call, long id, boolean asWriter, Sink sink) {
        PushLock lock = LockArguments.released(id, PushLock.class, call, sink);
        if (lock == null) {
            return;
        }
        Strand strand = call.strand();
        boolean has = asWriter ? lock.writer() == strand : lock.isReadBy(strand);
        if (has) {
            lock.release(strand);
            handOn(call, lock, sink);
        } else {
            Broken.rule(
                    LockRule.PUSH_LOCK_NOT_HELD,
                    call,
                    "calls %s for %s, which it does not have so"
                            .formatted(call.contract().name(), lock),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void handOn(Call call, PushLock lock, Sink sink) {
        List<PushLock.Waiter> candidates = lock.candidates();
        if (candidates.isEmpty()) {
            return;
        }
        int winner =
                candidates.size() == 1
                        ? 0
                        : sink.choose(
                                call, "who gets the push lock", new Lots("push lock", candidates));
        lock.handOver(candidates.get(winner))
                .forEach(next -> sink.returns(next.call(), NtStatus.STATUS_SUCCESS));
    }
}
