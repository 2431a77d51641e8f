package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.Mutex;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeInitializeMutex;
import dev.irpflow.protocol.kernel.KeReadStateMutex;
import dev.irpflow.protocol.kernel.KeReleaseMutex;
import dev.irpflow.protocol.status.NtStatus;

/** KMUTEX, which KeWait routines take. */
public final class MutexRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeInitializeMutex.class, this::initialize);
        table.serve(KeReleaseMutex.class, this::release);
        table.serve(KeReadStateMutex.class, this::readState);
    }

    private void initialize(Call call, KeInitializeMutex request, Sink sink) {
        Mutex mutex = new Mutex();
        Storage.keep(mutex, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeMutex.Out.newBuilder().setMutex(mutex.id()).build());
    }

    private void release(Call call, KeReleaseMutex request, Sink sink) {
        Mutex mutex = LockArguments.released(request.getMutex(), Mutex.class, call, sink);
        if (mutex == null) {
            return;
        }
        Strand strand = call.strand();
        HeldLocks.Held held = strand.locks().find(mutex);
        if (held == null) {
            LockArguments.notHeld(LockRule.MUTEX_NOT_HELD, call, mutex, mutex.owners(), sink);
            sink.returns(call, NtStatus.STATUS_MUTANT_NOT_OWNED);
            return;
        }
        boolean takenAtDispatch = held.oldIrql().compareTo(Irql.DISPATCH_LEVEL) >= 0;
        if (takenAtDispatch != strand.isAtDispatch()) {
            Broken.rule(
                    LockRule.MUTEX_LEVEL,
                    call,
                    "releases %s at %s, but took it at %s"
                            .formatted(mutex, strand.irql(), held.oldIrql()),
                    sink);
            sink.returns(call, NtStatus.STATUS_MUTANT_NOT_OWNED);
            return;
        }
        int before = mutex.state();
        mutex.release(call);
        if (request.getWait()) {
            // The wait that follows restores the level: nf-wdm-kereleasemutex.md.
            strand.locks().promiseWait(strand.irql());
            strand.changeIrql(Irql.DISPATCH_LEVEL);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeReleaseMutex.Out.newBuilder().setReturned(before).build());
    }

    private void readState(Call call, KeReadStateMutex request, Sink sink) {
        Mutex mutex = LockArguments.acquired(request.getMutex(), Mutex.class, call, sink);
        if (mutex != null) {
            sink.returns(
                    call,
                    NtStatus.STATUS_SUCCESS,
                    KeReadStateMutex.Out.newBuilder().setReturned(mutex.state()).build());
        }
    }
}
