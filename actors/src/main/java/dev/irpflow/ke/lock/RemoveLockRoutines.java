package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.RemoveLock;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.StackLocation;
import dev.irpflow.protocol.kernel.IoAcquireRemoveLock;
import dev.irpflow.protocol.kernel.IoInitializeRemoveLock;
import dev.irpflow.protocol.kernel.IoReleaseRemoveLock;
import dev.irpflow.protocol.kernel.IoReleaseRemoveLockAndWait;
import dev.irpflow.protocol.kernel.IrpMjPnp;
import dev.irpflow.protocol.status.NtStatus;

/** IO_REMOVE_LOCK. */
public final class RemoveLockRoutines implements Family {
    private static final int IRP_MN_REMOVE_DEVICE = 0x02;

    @Override
    public void register(Routines table) {
        table.serve(IoInitializeRemoveLock.class, this::initialize);
        table.serve(IoAcquireRemoveLock.class, this::acquire);
        table.serve(IoReleaseRemoveLock.class, this::release);
        table.serve(IoReleaseRemoveLockAndWait.class, this::releaseAndWait);
    }

    private void initialize(Call call, IoInitializeRemoveLock request, Sink sink) {
        RemoveLock lock =
                new RemoveLock(
                        Integer.toUnsignedLong(request.getMaxLockedMinutes()),
                        Integer.toUnsignedLong(request.getHighWatermark()));
        Storage.keep(lock, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoInitializeRemoveLock.Out.newBuilder().setRemoveLock(lock.id()).build());
    }

    private void acquire(Call call, IoAcquireRemoveLock request, Sink sink) {
        RemoveLock lock = Arguments.object(request.getRemoveLock(), RemoveLock.class, call, sink);
        if (lock == null) {
            return;
        }
        if (lock.isRemoving()) {
            sink.returns(call, NtStatus.STATUS_DELETE_PENDING);
            return;
        }
        lock.acquire(request.getTag(), sink.machine().now());
        if (lock.isAboveHighWatermark()) {
            Broken.rule(
                    LockRule.REMOVE_LOCK_HIGH_WATERMARK,
                    call,
                    "acquires %s, which is held %d times now".formatted(lock, lock.count()),
                    sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void release(Call call, IoReleaseRemoveLock request, Sink sink) {
        RemoveLock lock = Arguments.object(request.getRemoveLock(), RemoveLock.class, call, sink);
        if (lock == null) {
            return;
        }
        if (isHeld(lock, call, sink)) {
            tagged(lock, request.getTag(), 0xD5, call, sink);
            goesOn(lock, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private void releaseAndWait(Call call, IoReleaseRemoveLockAndWait request, Sink sink) {
        RemoveLock lock = Arguments.object(request.getRemoveLock(), RemoveLock.class, call, sink);
        if (lock == null) {
            return;
        }
        if (!isInRemoval(call, sink)) {
            Broken.rule(
                    LockRule.REMOVE_LOCK_WAIT_PLACE,
                    call,
                    "waits for %s outside of a dispatch routine for IRP_MN_REMOVE_DEVICE"
                            .formatted(lock),
                    sink);
        }
        if (!isHeld(lock, call, sink)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        tagged(lock, request.getTag(), 0xD6, call, sink);
        lock.remove();
        if (lock.count() == 0) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else if (!sink.machine().isDead()) {
            lock.await(call);
        }
    }

    private static void goesOn(RemoveLock lock, Sink sink) {
        Call waiting = lock.through();
        if (waiting != null) {
            sink.returns(waiting, NtStatus.STATUS_SUCCESS);
        }
    }

    private static boolean isHeld(RemoveLock lock, Call call, Sink sink) {
        if (lock.count() == 0) {
            Broken.rule(
                    LockRule.REMOVE_LOCK_NOT_HELD,
                    call,
                    "releases %s, which nobody has".formatted(lock),
                    sink);
            return false;
        }
        return true;
    }

    private static void tagged(RemoveLock lock, long tag, int code, Call call, Sink sink) {
        long newest = lock.newestTag();
        long late = lock.minutesTooLong(tag, sink.machine().now());
        if (late > 0) {
            Broken.rule(
                    LockRule.REMOVE_LOCK_HELD_TOO_LONG,
                    call,
                    "releases %s up to %d minutes too late".formatted(lock, late),
                    sink);
        }
        if (!lock.release(tag)) {
            Broken.rule(
                    LockRule.REMOVE_LOCK_TAG,
                    call,
                    "releases %s with tag %d, with which nobody has it".formatted(lock, tag),
                    Broken.verifier(code, lock.id(), tag, code == 0xD6 ? newest : 0),
                    sink);
        }
    }

    // The dispatch routine below this call on the strand; the IRP may have been completed
    // meanwhile.
    private static boolean isInRemoval(Call call, Sink sink) {
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            if (outer.request() instanceof IrpMjPnp dispatch && outer.to() == call.from()) {
                Irp irp = sink.machine().objects().find(dispatch.getIrp(), Irp.class);
                StackLocation location = irp == null ? null : irp.currentOrNull();
                return location == null
                        || location.asked().getMinorFunction() == IRP_MN_REMOVE_DEVICE;
            }
        }
        return false;
    }
}
