package dev.irpflow.ke.irp;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.IoCsqInitialize;
import dev.irpflow.protocol.kernel.IoCsqInitializeEx;
import dev.irpflow.protocol.status.NtStatus;

/** Cancel-safe queues, as far as no driver is called. */
public final class CsqRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(IoCsqInitialize.class, this::initialize);
        table.serve(IoCsqInitializeEx.class, this::initializeEx);
    }

    void initialize(Call call, IoCsqInitialize request, Sink sink) {
        CancelSafeQueue.Code code =
                new CancelSafeQueue.Code(
                        request.getCsqInsertIrp(),
                        request.getCsqRemoveIrp(),
                        request.getCsqPeekNextIrp(),
                        request.getCsqAcquireLock(),
                        request.getCsqReleaseLock(),
                        request.getCsqCompleteCanceledIrp());
        long id = queue(call, code, false, sink);
        sink.returns(
                call, NtStatus.STATUS_SUCCESS, IoCsqInitialize.Out.newBuilder().setCsq(id).build());
    }

    void initializeEx(Call call, IoCsqInitializeEx request, Sink sink) {
        CancelSafeQueue.Code code =
                new CancelSafeQueue.Code(
                        request.getCsqInsertIrp(),
                        request.getCsqRemoveIrp(),
                        request.getCsqPeekNextIrp(),
                        request.getCsqAcquireLock(),
                        request.getCsqReleaseLock(),
                        request.getCsqCompleteCanceledIrp());
        long id = queue(call, code, true, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                IoCsqInitializeEx.Out.newBuilder().setCsq(id).build());
    }

    private static long queue(Call call, CancelSafeQueue.Code code, boolean extended, Sink sink) {
        CancelSafeQueue queue = new CancelSafeQueue(call.from(), code, extended);
        sink.machine().objects().add(queue);
        call.from().keepsInImage(queue);
        return queue.id();
    }
}
