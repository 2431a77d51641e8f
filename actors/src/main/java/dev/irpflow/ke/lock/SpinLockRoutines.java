package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.HeldLocks.Form.AT_DPC_LEVEL;
import static dev.irpflow.kernel.HeldLocks.Form.FOR_DPC;
import static dev.irpflow.kernel.HeldLocks.Form.RAISING;
import static dev.irpflow.kernel.HeldLocks.Form.TRIED_AT_DPC_LEVEL;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Deadlock;
import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.SpinLock;
import dev.irpflow.protocol.kernel.IoAcquireCancelSpinLock;
import dev.irpflow.protocol.kernel.IoReleaseCancelSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeInitializeSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockForDpc;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import dev.irpflow.protocol.kernel.KeTestSpinLock;
import dev.irpflow.protocol.kernel.KeTryToAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.status.NtStatus;

/** KSPIN_LOCK as a plain lock, and the cancel spin lock. */
public final class SpinLockRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeAcquireSpinLock.class, this::acquire);
        table.serve(KeReleaseSpinLock.class, this::release);
        table.serve(KeAcquireSpinLockAtDpcLevel.class, this::acquireAtDpcLevel);
        table.serve(KeReleaseSpinLockFromDpcLevel.class, this::releaseFromDpcLevel);
        table.serve(KeAcquireSpinLockForDpc.class, this::acquireForDpc);
        table.serve(KeReleaseSpinLockForDpc.class, this::releaseForDpc);
        table.serve(KeTryToAcquireSpinLockAtDpcLevel.class, this::tryToAcquire);
        table.serve(KeTestSpinLock.class, this::test);
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
        SpinLock lock = LockArguments.acquired(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.acquire(call, lock, RAISING, sink);
        }
    }

    void acquireAtDpcLevel(Call call, KeAcquireSpinLockAtDpcLevel request, Sink sink) {
        SpinLock lock = LockArguments.acquired(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.acquire(call, lock, AT_DPC_LEVEL, sink);
        }
    }

    void acquireForDpc(Call call, KeAcquireSpinLockForDpc request, Sink sink) {
        SpinLock lock = LockArguments.acquired(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.acquire(call, lock, FOR_DPC, sink);
        }
    }

    void tryToAcquire(Call call, KeTryToAcquireSpinLockAtDpcLevel request, Sink sink) {
        SpinLock lock = LockArguments.acquired(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock == null) {
            return;
        }
        boolean isFree = lock.holder() == null;
        if (isFree) {
            SpinLocks.notMixed(call, lock, TRIED_AT_DPC_LEVEL, sink);
            lock.take(call.strand(), TRIED_AT_DPC_LEVEL, call.strand().irql());
        } else {
            Deadlock.tried(call, lock);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeTryToAcquireSpinLockAtDpcLevel.Out.newBuilder().setReturned(isFree).build());
    }

    void test(Call call, KeTestSpinLock request, Sink sink) {
        SpinLock lock = LockArguments.acquired(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            boolean isFree = lock.holder() == null;
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeTestSpinLock.Out.newBuilder().setReturned(isFree).build());
        }
    }

    void acquireCancel(Call call, Sink sink) {
        SpinLocks.acquire(call, sink.machine().cancelLock(), RAISING, sink);
    }

    void release(Call call, KeReleaseSpinLock request, Sink sink) {
        SpinLock lock = LockArguments.released(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.release(call, lock, RAISING, request.getNewIrql(), sink);
        }
    }

    void releaseFromDpcLevel(Call call, KeReleaseSpinLockFromDpcLevel request, Sink sink) {
        SpinLock lock = LockArguments.released(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.release(call, lock, AT_DPC_LEVEL, call.strand().irql(), sink);
        }
    }

    void releaseForDpc(Call call, KeReleaseSpinLockForDpc request, Sink sink) {
        SpinLock lock = LockArguments.released(request.getSpinLock(), SpinLock.class, call, sink);
        if (lock != null) {
            SpinLocks.release(call, lock, FOR_DPC, request.getOldIrql(), sink);
        }
    }

    void releaseCancel(Call call, IoReleaseCancelSpinLock request, Sink sink) {
        SpinLocks.release(call, sink.machine().cancelLock(), RAISING, request.getIrql(), sink);
    }
}
