package dev.irpflow.ke.lock;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.ExclusiveLock;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.Lots;
import dev.irpflow.kernel.QueuedLockHandle;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeAcquireInStackQueuedSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockForDpc;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a KSPIN_LOCK is taken and given back, in whatever form. A strand that finds one taken spins:
 * its call is held, and it keeps its processor at DISPATCH_LEVEL.
 */
final class SpinLocks {
    private SpinLocks() {}

    static void acquire(Call call, SpinLock lock, HeldLocks.Form form, Sink sink) {
        Strand strand = call.strand();
        Irql old = strand.irql();
        if (lock.holder() == strand) {
            again(call, lock, form, sink);
            return;
        }
        notMixed(call, lock, form, sink);
        LockOrders.judge(call, lock, sink);
        if (lock.holder() == null) {
            lock.take(strand, form, old);
            sink.returns(call, NtStatus.STATUS_SUCCESS, taken(call, lock, old, sink));
        } else {
            lock.spin(new ExclusiveLock.Contender(call, form, old));
        }
    }

    // Whoever spins for a lock of its own has closed a circle, which is told.
    private static void again(Call call, SpinLock lock, HeldLocks.Form form, Sink sink) {
        if (sink.machine().settings().choices().isUsual(LockChoice.RECURSION)) {
            LockOrders.again(call, lock, sink);
        } else {
            lock.spin(new ExclusiveLock.Contender(call, form, call.strand().irql()));
        }
    }

    static void notMixed(Call call, SpinLock lock, HeldLocks.Form form, Sink sink) {
        if (!lock.isUsed(form.isQueued())) {
            Broken.rule(
                    LockRule.QUEUED_AND_PLAIN,
                    call,
                    "takes %s as a %s lock, which was used as a %s one"
                            .formatted(
                                    lock,
                                    form.isQueued() ? "queued" : "plain",
                                    form.isQueued() ? "plain" : "queued"),
                    Broken.verifier(0x1008, lock.id(), 0, 0),
                    sink);
        }
    }

    static void release(Call call, SpinLock lock, HeldLocks.Form form, Irql newIrql, Sink sink) {
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(lock);
        if (held == null) {
            LockArguments.notHeld(KeRule.LOCK_NOT_HELD, call, lock, lock.owners(), sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (!held.form().isGivenBackBy(form)) {
            boolean mixed = held.form().isQueued() != form.isQueued();
            Broken.rule(
                    mixed ? LockRule.QUEUED_AND_PLAIN : KeRule.LOCK_RELEASE_FORM,
                    call,
                    "calls %s for %s, which was not taken so"
                            .formatted(call.contract().name(), lock),
                    mixed
                            ? Broken.verifier(0x1009, lock.id(), 0, 0)
                            : LockOrders.wrongRelease(sink),
                    sink);
        } else if (form.raises()) {
            judgeLevel(call, held, newIrql, sink);
        }
        handOn(call, lock, sink);
        strand.changeIrql(newIrql);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** Tells against a release to a wrong level, or one that lowers while another lock is held. */
    static void judgeLevel(Call call, HeldLocks.Held held, Irql newIrql, Sink sink) {
        HeldLocks.Held later = call.strand().locks().takenAfter(held);
        if (newIrql != held.oldIrql()) {
            Broken.rule(
                    KeRule.LOCK_OLD_IRQL,
                    call,
                    "releases %s to %s, but its acquisition found %s"
                            .formatted(held.lock(), newIrql, held.oldIrql()),
                    Broken.verifier(0x20015, 0, 0, 0),
                    sink);
        } else if (later != null && newIrql.compareTo(Irql.DISPATCH_LEVEL) < 0) {
            Broken.rule(
                    KeRule.LOCK_RELEASE_ORDER,
                    call,
                    "releases %s to %s while it holds %s"
                            .formatted(held.lock(), newIrql, later.lock()),
                    Broken.verifier(0x1003, held.lock().id(), later.lock().id(), 0),
                    sink);
        }
    }

    // Simplified: a plain lock is not fair in Windows. Here a release hands it to one of those that
    // spin, any of whom may be chosen, and never to a strand that comes later. A queued lock goes
    // to
    // whoever came first.
    private static void handOn(Call call, SpinLock lock, Sink sink) {
        lock.release();
        List<ExclusiveLock.Contender> spinners = lock.contenders();
        if (spinners.isEmpty()) {
            return;
        }
        boolean fair = spinners.size() == 1 || spinners.getFirst().form().isQueued();
        int winner =
                fair ? 0 : sink.choose(call, "who gets the spin lock", new Lots("lock", spinners));
        ExclusiveLock.Contender next = lock.handOver(winner);
        sink.returns(
                next.call(),
                NtStatus.STATUS_SUCCESS,
                taken(next.call(), lock, next.oldIrql(), sink));
    }

    private static @Nullable GeneratedMessage taken(Call call, SpinLock lock, Irql old, Sink sink) {
        return switch (call.request()) {
            case KeAcquireSpinLock acquire ->
                    KeAcquireSpinLock.Out.newBuilder().setOldIrql(old).build();
            case IoAcquireCancelSpinLock acquire ->
                    IoAcquireCancelSpinLock.Out.newBuilder().setIrql(old).build();
            case KeAcquireSpinLockForDpc acquire ->
                    KeAcquireSpinLockForDpc.Out.newBuilder().setReturned(old).build();
            case KeAcquireInStackQueuedSpinLock acquire ->
                    KeAcquireInStackQueuedSpinLock.Out.newBuilder()
                            .setLockHandle(handle(call, lock, sink))
                            .build();
            case KeAcquireInStackQueuedSpinLockAtDpcLevel acquire ->
                    KeAcquireInStackQueuedSpinLockAtDpcLevel.Out.newBuilder()
                            .setLockHandle(handle(call, lock, sink))
                            .build();
            case KeAcquireInStackQueuedSpinLockForDpc acquire ->
                    KeAcquireInStackQueuedSpinLockForDpc.Out.newBuilder()
                            .setLockHandle(handle(call, lock, sink))
                            .build();
            default -> null;
        };
    }

    private static long handle(Call call, SpinLock lock, Sink sink) {
        return sink.machine().objects().add(new QueuedLockHandle(lock, call)).id();
    }
}
