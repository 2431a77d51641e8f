package dev.irpflow.ke.dispatcher;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Semaphore;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeInitializeSemaphore;
import dev.irpflow.protocol.kernel.KeReadStateSemaphore;
import dev.irpflow.protocol.kernel.KeReleaseSemaphore;
import dev.irpflow.protocol.status.NtStatus;

/** KSEMAPHORE. */
public final class SemaphoreRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeInitializeSemaphore.class, this::initialize);
        table.serve(KeReleaseSemaphore.class, this::release);
        table.serve(KeReadStateSemaphore.class, this::read);
    }

    void initialize(Call call, KeInitializeSemaphore request, Sink sink) {
        int count = request.getCount();
        int limit = request.getLimit();
        if (count < 0 || limit <= 0 || count > limit) {
            Broken.rule(
                    DispatcherRule.SEMAPHORE_COUNT,
                    call,
                    "makes a semaphore with count %d and limit %d".formatted(count, limit),
                    sink);
        }
        Semaphore semaphore = new Semaphore(count, limit);
        Storage.keep(semaphore, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeSemaphore.Out.newBuilder().setSemaphore(semaphore.id()).build());
    }

    void release(Call call, KeReleaseSemaphore request, Sink sink) {
        Semaphore semaphore = Arguments.object(request.getSemaphore(), Semaphore.class, call, sink);
        if (semaphore == null) {
            return;
        }
        int before = semaphore.count();
        int adjustment = request.getAdjustment();
        if (adjustment <= 0) {
            Broken.rule(
                    DispatcherRule.SEMAPHORE_ADJUSTMENT,
                    call,
                    "releases %s by %d".formatted(semaphore, adjustment),
                    sink);
        } else if (!semaphore.release(adjustment)) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SEMAPHORE_LIMIT_EXCEEDED,
                    KeReleaseSemaphore.Out.newBuilder().setReturned(before).build());
            return;
        }
        if (request.getWait()) {
            EventRoutines.promiseWait(call);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeReleaseSemaphore.Out.newBuilder().setReturned(before).build());
    }

    void read(Call call, KeReadStateSemaphore request, Sink sink) {
        Semaphore semaphore = Arguments.object(request.getSemaphore(), Semaphore.class, call, sink);
        if (semaphore == null) {
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeReadStateSemaphore.Out.newBuilder().setReturned(semaphore.count()).build());
    }
}
