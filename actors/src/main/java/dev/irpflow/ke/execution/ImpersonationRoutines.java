package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.PsImpersonateClient;
import dev.irpflow.protocol.kernel.PsRevertToSelf;
import dev.irpflow.protocol.status.NtStatus;

/** Threads that act for a client: a worker thread must be itself again when its item ends. */
public final class ImpersonationRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(
                PsImpersonateClient.class,
                (call, request, sink) -> impersonates(call, request.getToken() != 0, sink));
        table.serve(PsRevertToSelf.class, (call, request, sink) -> impersonates(call, false, sink));
    }

    private static void impersonates(Call call, boolean somebody, Sink sink) {
        call.strand().locks().impersonates(somebody);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
