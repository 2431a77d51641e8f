package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.BugCheckCode.SPIN_LOCK_ALREADY_OWNED;
import static dev.irpflow.kernel.HeldLocks.Form.AT_DPC_LEVEL;
import static dev.irpflow.kernel.HeldLocks.Form.RAISING;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * KSPIN_LOCK and the cancel spin lock. A strand that finds one taken spins: its call is held, and
 * it keeps its processor at DISPATCH_LEVEL.
 */
public final class SpinLockRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeAcquireSpinLock.class, this::acquire);
        table.serve(KeReleaseSpinLock.class, this::release);
        table.serve(KeAcquireSpinLockAtDpcLevel.class, this::acquireAtDpcLevel);
        table.serve(KeReleaseSpinLockFromDpcLevel.class, this::releaseFromDpcLevel);
        table.serve(
                IoAcquireCancelSpinLock.class, (call, request, sink) -> acquireCancel(call, sink));
        table.serve(IoReleaseCancelSpinLock.class, this::releaseCancel);
        table.serve(KeInitializeSpinLock.class, this::initialize);
    }

    void initialize(Call call, KeInitializeSpinLock request, Sink sink) {
        SpinLock lock = new SpinLock(LockKind.SPIN_LOCK);
        Storage.keep(lock, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeSpinLock.Out.newBuilder().setSpinLock(lock.id()).build());
    }

    void acquire(Call call, KeAcquireSpinLock request, Sink sink) {
        SpinLock lock = Arguments.object(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            acquire(call, lock, RAISING, sink);
        }
    }

    void acquireAtDpcLevel(Call call, KeAcquireSpinLockAtDpcLevel request, Sink sink) {
        SpinLock lock = Arguments.object(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            acquire(call, lock, AT_DPC_LEVEL, sink);
        }
    }

    void acquireCancel(Call call, Sink sink) {
        acquire(call, sink.machine().cancelLock(), RAISING, sink);
    }

    void release(Call call, KeReleaseSpinLock request, Sink sink) {
        SpinLock lock = Arguments.object(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            release(call, lock, RAISING, request.getNewIrql(), sink);
        }
    }

    void releaseFromDpcLevel(Call call, KeReleaseSpinLockFromDpcLevel request, Sink sink) {
        SpinLock lock = Arguments.object(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            release(call, lock, AT_DPC_LEVEL, call.strand().irql(), sink);
        }
    }

    void releaseCancel(Call call, IoReleaseCancelSpinLock request, Sink sink) {
        release(call, sink.machine().cancelLock(), RAISING, request.getIrql(), sink);
    }

    private void acquire(Call call, SpinLock lock, HeldLocks.Form form, Sink sink) {
        Strand strand = call.strand();
        Irql old = strand.irql();
        if (lock.holder() == strand) {
            Broken.rule(
                    KeRule.LOCK_RECURSION,
                    call,
                    "takes %s again on %s".formatted(lock, strand),
                    SPIN_LOCK_ALREADY_OWNED.with(0, 0, 0, 0),
                    sink);
            return;
        }
        inOrder(call, lock, sink);
        if (lock.holder() == null) {
            lock.take(strand, form, old);
            sink.returns(call, NtStatus.STATUS_SUCCESS, taken(call, old));
        } else {
            lock.spin(new SpinLock.Spinner(call, form, old));
        }
    }

    private void inOrder(Call call, SpinLock lock, Sink sink) {
        HeldLocks.Held held = call.strand().holdsLocks() ? call.strand().locks().newest() : null;
        if (held != null) {
            sink.machine().footprint().write(sink.self().cell()); // the orders seen so far
        }
        if (held != null && !sink.machine().lockOrder().take(lock.id(), held.lock().id())) {
            Broken.rule(
                    KeRule.LOCK_ORDER,
                    call,
                    "takes %s while it holds %s; the opposite order was seen before"
                            .formatted(lock, held.lock()),
                    Broken.verifier(0x1001, lock.id(), 0, 0),
                    sink);
        }
    }

    private static void release(
            Call call, SpinLock lock, HeldLocks.Form form, Irql newIrql, Sink sink) {
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(lock);
        if (held == null) {
            notHeld(call, lock, sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        if (held.form() != form) {
            Broken.rule(
                    KeRule.LOCK_RELEASE_FORM,
                    call,
                    "calls %s for %s, which was not taken so"
                            .formatted(call.contract().name(), lock),
                    Broken.verifier(0x4000A, 0, 0, 0),
                    sink);
        } else if (form == RAISING) {
            judgeLevel(call, held, newIrql, sink);
        }
        handOn(call, lock, sink);
        strand.changeIrql(newIrql);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void judgeLevel(Call call, HeldLocks.Held held, Irql newIrql, Sink sink) {
        HeldLocks.Held newest = call.strand().locks().newest();
        if (newIrql != held.oldIrql()) {
            Broken.rule(
                    KeRule.LOCK_OLD_IRQL,
                    call,
                    "releases %s to %s, but its acquisition found %s"
                            .formatted(held.lock(), newIrql, held.oldIrql()),
                    Broken.verifier(0x20015, 0, 0, 0),
                    sink);
        } else if (newest != null && newest != held && newIrql.compareTo(Irql.DISPATCH_LEVEL) < 0) {
            Broken.rule(
                    KeRule.LOCK_RELEASE_ORDER,
                    call,
                    "releases %s to %s while it holds %s"
                            .formatted(held.lock(), newIrql, newest.lock()),
                    Broken.verifier(0x1003, held.lock().id(), newest.lock().id(), 0),
                    sink);
        }
    }

    private static void notHeld(Call call, SpinLock lock, Sink sink) {
        Strand holder = lock.holder();
        Broken.rule(
                KeRule.LOCK_NOT_HELD,
                call,
                "releases %s, which %s"
                        .formatted(lock, holder == null ? "nobody holds" : holder + " holds"),
                holder == null
                        ? Broken.verifier(0x1007, lock.id(), 0, 0)
                        : Broken.verifier(0x1004, lock.id(), holder.id(), call.strand().id()),
                sink);
    }

    // Simplified: a plain lock is not fair in Windows. Here a release hands it to one of those that
    // spin, any of whom may be chosen, and never to a strand that comes later.
    private static void handOn(Call call, SpinLock lock, Sink sink) {
        lock.release();
        int spinning = lock.spinners().size();
        if (spinning == 0) {
            return;
        }
        int winner =
                spinning == 1 ? 0 : sink.choose(call, "who gets the spin lock", lock.candidates());
        SpinLock.Spinner next = lock.handOver(winner);
        sink.returns(next.call(), NtStatus.STATUS_SUCCESS, taken(next.call(), next.oldIrql()));
    }

    private static @Nullable GeneratedMessage taken(Call call, Irql old) {
        return switch (call.request()) {
            case KeAcquireSpinLock acquire ->
                    KeAcquireSpinLock.Out.newBuilder().setOldIrql(old).build();
            case IoAcquireCancelSpinLock acquire ->
                    IoAcquireCancelSpinLock.Out.newBuilder().setIrql(old).build();
            default -> null;
        };
    }
}
