package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.HeldLocks.Form.RAISING;
import static dev.irpflow.kernel.HeldLocks.Form.UNSAFE;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Deadlock;
import dev.irpflow.kernel.ExclusiveLock;
import dev.irpflow.kernel.FastMutex;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.Lots;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;

/**
 * How a fast mutex or a guarded mutex is taken and given back. Since Windows 8 they are the same
 * thing; a guarded mutex counts as a guarded region besides, which its page promises. Page:
 * windows-driver-docs-pr/kernel/fast-mutexes-and-guarded-mutexes.md.
 */
final class FastMutexes {
    private FastMutexes() {}

    static void acquire(Call call, FastMutex mutex, HeldLocks.Form form, Sink sink) {
        Strand strand = call.strand();
        if (form == UNSAFE) {
            judgeUnsafe(call, mutex, 0x39, sink);
        }
        if (mutex.holder() == strand) {
            Broken.rule(
                    LockRule.MUTEX_RECURSION,
                    call,
                    "takes %s again on %s".formatted(mutex, strand),
                    Broken.verifier(0x1000, mutex.id(), 0, 0),
                    sink);
        } else {
            LockOrders.judge(call, mutex, sink);
        }
        if (mutex.holder() == null) {
            take(call, mutex, form);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else if (!sink.machine().isDead()) {
            mutex.await(new ExclusiveLock.Contender(call, form, strand.irql()));
        }
    }

    static boolean tryToAcquire(Call call, FastMutex mutex) {
        if (mutex.holder() != null) {
            Deadlock.tried(call, mutex);
            return false;
        }
        take(call, mutex, RAISING);
        return true;
    }

    private static void take(Call call, FastMutex mutex, HeldLocks.Form form) {
        mutex.take(call.strand(), form, call.strand().irql());
        enterRegion(call, mutex, form);
    }

    private static void enterRegion(Call call, FastMutex mutex, HeldLocks.Form form) {
        if (mutex.kind() == LockKind.GUARDED_MUTEX && form == RAISING) {
            call.strand().changeApcDisable(call, 0, -1);
        }
    }

    static void release(Call call, FastMutex mutex, HeldLocks.Form form, Sink sink) {
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(mutex);
        if (held == null) {
            LockArguments.notHeld(LockRule.MUTEX_NOT_HELD, call, mutex, mutex.owners(), sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (held.form() != form) {
            Broken.rule(
                    LockRule.MUTEX_RELEASE_FORM,
                    call,
                    "calls %s for %s, which was not taken so"
                            .formatted(call.contract().name(), mutex),
                    Broken.verifier(0x1009, mutex.id(), 0, 0),
                    sink);
        } else if (form == UNSAFE) {
            judgeUnsafe(call, mutex, 0x3A, sink);
        } else {
            judgeOrder(call, held, sink);
        }
        handOn(call, mutex, sink);
        if (held.form() == RAISING) {
            if (mutex.kind() == LockKind.GUARDED_MUTEX) {
                strand.changeApcDisable(call, 0, 1);
            }
            strand.changeIrql(held.oldIrql());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    // At APC_LEVEL nothing disturbs the owner, nor does it in the region that the page names.
    private static void judgeUnsafe(Call call, FastMutex mutex, int code, Sink sink) {
        Strand strand = call.strand();
        boolean guarded = mutex.kind() == LockKind.GUARDED_MUTEX;
        boolean inRegion = guarded ? strand.apcDisable().special() != 0 : strand.areApcsDisabled();
        if (strand.irql().compareTo(Irql.APC_LEVEL) < 0 && !inRegion) {
            Broken.rule(
                    LockRule.MUTEX_UNSAFE,
                    call,
                    "calls %s at %s, in no region".formatted(call.contract().name(), strand.irql()),
                    guarded
                            ? null
                            : Broken.verifier(
                                    code,
                                    strand.irql().getNumber(),
                                    strand.apcDisable().combined(),
                                    mutex.id()),
                    sink);
        }
    }

    private static void judgeOrder(Call call, HeldLocks.Held held, Sink sink) {
        HeldLocks.Held later = call.strand().locks().takenAfter(held);
        if (later != null && held.oldIrql().compareTo(Irql.APC_LEVEL) < 0) {
            Broken.rule(
                    LockRule.MUTEX_RELEASE_ORDER,
                    call,
                    "releases %s to %s while it holds %s"
                            .formatted(held.lock(), held.oldIrql(), later.lock()),
                    Broken.verifier(0x1003, held.lock().id(), later.lock().id(), 0),
                    sink);
        }
    }

    private static void handOn(Call call, FastMutex mutex, Sink sink) {
        mutex.release();
        List<ExclusiveLock.Contender> waiters = mutex.contenders();
        if (waiters.isEmpty()) {
            return;
        }
        int winner =
                waiters.size() == 1
                        ? 0
                        : sink.choose(call, "who gets the mutex", new Lots("mutex", waiters));
        ExclusiveLock.Contender next = mutex.handOver(winner);
        enterRegion(next.call(), mutex, next.form());
        sink.returns(next.call(), NtStatus.STATUS_SUCCESS);
    }
}
