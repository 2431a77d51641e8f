package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.HeldLocks.Form.RAISING;
import static dev.irpflow.kernel.HeldLocks.Form.UNSAFE;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FastMutex;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.LockKind;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.ExAcquireFastMutex;
import dev.irpflow.protocol.kernel.ExAcquireFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExInitializeFastMutex;
import dev.irpflow.protocol.kernel.ExReleaseFastMutex;
import dev.irpflow.protocol.kernel.ExReleaseFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExTryToAcquireFastMutex;
import dev.irpflow.protocol.kernel.KeAcquireGuardedMutex;
import dev.irpflow.protocol.kernel.KeAcquireGuardedMutexUnsafe;
import dev.irpflow.protocol.kernel.KeInitializeGuardedMutex;
import dev.irpflow.protocol.kernel.KeReleaseGuardedMutex;
import dev.irpflow.protocol.kernel.KeReleaseGuardedMutexUnsafe;
import dev.irpflow.protocol.kernel.KeTryToAcquireGuardedMutex;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** FAST_MUTEX and KGUARDED_MUTEX. */
public final class FastMutexRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(ExInitializeFastMutex.class, this::initialize);
        table.serve(
                ExAcquireFastMutex.class,
                (call, it, sink) -> acquire(call, it.getFastMutex(), RAISING, sink));
        table.serve(
                ExAcquireFastMutexUnsafe.class,
                (call, it, sink) -> acquire(call, it.getFastMutex(), UNSAFE, sink));
        table.serve(ExTryToAcquireFastMutex.class, this::tryToAcquire);
        table.serve(
                ExReleaseFastMutex.class,
                (call, it, sink) -> release(call, it.getFastMutex(), RAISING, sink));
        table.serve(
                ExReleaseFastMutexUnsafe.class,
                (call, it, sink) -> release(call, it.getFastMutex(), UNSAFE, sink));
        table.serve(KeInitializeGuardedMutex.class, this::initializeGuarded);
        table.serve(
                KeAcquireGuardedMutex.class,
                (call, it, sink) -> acquire(call, it.getMutex(), RAISING, sink));
        table.serve(
                KeAcquireGuardedMutexUnsafe.class,
                (call, it, sink) -> acquire(call, it.getMutex(), UNSAFE, sink));
        table.serve(KeTryToAcquireGuardedMutex.class, this::tryToAcquireGuarded);
        table.serve(
                KeReleaseGuardedMutex.class,
                (call, it, sink) -> release(call, it.getMutex(), RAISING, sink));
        table.serve(
                KeReleaseGuardedMutexUnsafe.class,
                (call, it, sink) -> release(call, it.getMutex(), UNSAFE, sink));
    }

    private void initialize(Call call, ExInitializeFastMutex request, Sink sink) {
        FastMutex mutex = new FastMutex(LockKind.FAST_MUTEX);
        Storage.keep(mutex, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                ExInitializeFastMutex.Out.newBuilder().setFastMutex(mutex.id()).build());
    }

    private void initializeGuarded(Call call, KeInitializeGuardedMutex request, Sink sink) {
        FastMutex mutex = new FastMutex(LockKind.GUARDED_MUTEX);
        Storage.keep(mutex, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeGuardedMutex.Out.newBuilder().setMutex(mutex.id()).build());
    }

    private static void acquire(Call call, long id, HeldLocks.Form form, Sink sink) {
        FastMutex mutex = named(call, id, 0x1008, sink);
        if (mutex != null) {
            FastMutexes.acquire(call, mutex, form, sink);
        }
    }

    private static void release(Call call, long id, HeldLocks.Form form, Sink sink) {
        FastMutex mutex = named(call, id, 0x1009, sink);
        if (mutex != null) {
            FastMutexes.release(call, mutex, form, sink);
        }
    }

    private void tryToAcquire(Call call, ExTryToAcquireFastMutex request, Sink sink) {
        FastMutex mutex = named(call, request.getFastMutex(), 0x1008, sink);
        if (mutex != null) {
            boolean taken = FastMutexes.tryToAcquire(call, mutex);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    ExTryToAcquireFastMutex.Out.newBuilder().setReturned(taken).build());
        }
    }

    private void tryToAcquireGuarded(Call call, KeTryToAcquireGuardedMutex request, Sink sink) {
        FastMutex mutex = named(call, request.getMutex(), 0x1008, sink);
        if (mutex != null) {
            boolean taken = FastMutexes.tryToAcquire(call, mutex);
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeTryToAcquireGuardedMutex.Out.newBuilder().setReturned(taken).build());
        }
    }

    // The two kinds are one in Windows, yet each has its own routines.
    private static @Nullable FastMutex named(Call call, long id, int mismatch, Sink sink) {
        FastMutex mutex = LockArguments.find(id, FastMutex.class, mismatch, call, sink);
        if (mutex != null) {
            boolean guarded = call.contract().name().contains("Guarded");
            if (guarded != (mutex.kind() == LockKind.GUARDED_MUTEX)) {
                LockArguments.mismatch(mutex, mismatch, call, sink);
            }
        }
        return mutex;
    }
}
