package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeRemoveQueueDpc;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;

/** KDPC. */
public final class DpcRoutines implements Family {
    private static final long DPC = Site.key("dpc");

    @Override
    public void register(Routines table) {
        table.serve(KeInsertQueueDpc.class, this::insert);
        table.serve(KeRemoveQueueDpc.class, this::remove);
        table.serve(KeInitializeDpc.class, this::initialize);
    }

    void initialize(Call call, KeInitializeDpc request, Sink sink) {
        Dpc dpc =
                new Dpc(
                        call.from(),
                        request.getDeferredRoutine(),
                        request.hasDeferredContext() ? request.getDeferredContext() : null,
                        sink.machine().stage().site(call.path(), DPC));
        Storage.keep(dpc, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeDpc.Out.newBuilder().setDpc(dpc.id()).build());
    }

    void insert(Call call, KeInsertQueueDpc request, Sink sink) {
        Dpc dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
        if (dpc == null) {
            return;
        }
        if (dpc.timer() != null) {
            Broken.rule(
                    KeRule.TIMER_DPC_BY_HAND,
                    call,
                    "queues %s, which belongs to %s".formatted(dpc, dpc.timer()),
                    sink);
        }
        boolean queued =
                dpc.insert(
                        request.hasSystemArgument1() ? request.getSystemArgument1() : null,
                        request.hasSystemArgument2() ? request.getSystemArgument2() : null,
                        call.strand().processorNumber(),
                        call.path());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInsertQueueDpc.Out.newBuilder().setReturned(queued).build());
    }

    void remove(Call call, KeRemoveQueueDpc request, Sink sink) {
        Dpc dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
        if (dpc == null) {
            return;
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeRemoveQueueDpc.Out.newBuilder().setReturned(dpc.remove()).build());
    }
}
