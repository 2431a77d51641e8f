package dev.irpflow.ke.execution;

import static dev.irpflow.kernel.BugCheckCode.TIMER_OR_DPC_INVALID;

import dev.irpflow.ke.dispatcher.ThreadedDpc;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.ke.routine.Storage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Dpc;
import dev.irpflow.kernel.DpcFlush;
import dev.irpflow.kernel.DpcImportance;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeFlushQueuedDpcs;
import dev.irpflow.protocol.kernel.KeInitializeDpc;
import dev.irpflow.protocol.kernel.KeInitializeThreadedDpc;
import dev.irpflow.protocol.kernel.KeInsertQueueDpc;
import dev.irpflow.protocol.kernel.KeRemoveQueueDpc;
import dev.irpflow.protocol.kernel.KeSetImportanceDpc;
import dev.irpflow.protocol.kernel.KeSetTargetProcessorDpc;
import dev.irpflow.protocol.kernel.KeSetTargetProcessorDpcEx;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** KDPC. */
public final class DpcRoutines implements Family {
    private static final long DPC = Site.key("dpc");
    private static final int BAD_PROCESSOR = 3; // parameter 1 of 0xC7

    @Override
    public void register(Routines table) {
        table.serve(KeInsertQueueDpc.class, this::insert);
        table.serve(KeRemoveQueueDpc.class, this::remove);
        table.serve(KeInitializeDpc.class, this::initialize);
        table.serve(KeInitializeThreadedDpc.class, this::initializeThreaded);
        table.serve(KeSetImportanceDpc.class, this::importance);
        table.serve(KeSetTargetProcessorDpc.class, this::target);
        table.serve(KeSetTargetProcessorDpcEx.class, this::targetEx);
        table.serve(KeFlushQueuedDpcs.class, this::flush);
    }

    void initialize(Call call, KeInitializeDpc request, Sink sink) {
        Long context = request.hasDeferredContext() ? request.getDeferredContext() : null;
        Dpc dpc = dpc(call, false, request.getDeferredRoutine(), context, sink);
        Storage.keep(dpc, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeDpc.Out.newBuilder().setDpc(dpc.id()).build());
    }

    void initializeThreaded(Call call, KeInitializeThreadedDpc request, Sink sink) {
        Long context = request.hasDeferredContext() ? request.getDeferredContext() : null;
        Dpc dpc = dpc(call, true, request.getDeferredRoutine(), context, sink);
        Storage.keep(dpc, request.hasStorage() ? request.getStorage() : null, call, sink);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeInitializeThreadedDpc.Out.newBuilder().setDpc(dpc.id()).build());
    }

    private static Dpc dpc(
            Call call, boolean threaded, long routine, @Nullable Long context, Sink sink) {
        long key = sink.machine().stage().site(call.path(), DPC);
        return new Dpc(call.from(), threaded, routine, context, key);
    }

    void importance(Call call, KeSetImportanceDpc request, Sink sink) {
        Dpc dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
        if (dpc == null) {
            return;
        }
        switch (request.getImportance()) {
            case LowImportance -> dpc.importance(DpcImportance.LOW);
            case MediumImportance -> dpc.importance(DpcImportance.MEDIUM);
            case MediumHighImportance -> dpc.importance(DpcImportance.MEDIUM_HIGH);
            case HighImportance -> dpc.importance(DpcImportance.HIGH);
            case UNRECOGNIZED ->
                    Broken.rule(
                            KernelRule.VALUE_OUT_OF_RANGE,
                            call,
                            "gives %s importance %d".formatted(dpc, request.getImportanceValue()),
                            sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void target(Call call, KeSetTargetProcessorDpc request, Sink sink) {
        Dpc dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
        if (dpc == null) {
            return;
        }
        int number = request.getNumber();
        int count = sink.machine().processors();
        if (number < 0 || number >= count) {
            Broken.rule(
                    ExecutionRule.TARGET_PROCESSOR,
                    call,
                    "sends %s to processor %d of %d".formatted(dpc, number, count),
                    TIMER_OR_DPC_INVALID.with(BAD_PROCESSOR, dpc.id(), number, count),
                    sink);
        } else {
            dpc.target(number);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void targetEx(Call call, KeSetTargetProcessorDpcEx request, Sink sink) {
        Dpc dpc = Arguments.object(request.getDpc(), Dpc.class, call, sink);
        if (dpc == null) {
            return;
        }
        int number = request.getProcNumber().getNumber();
        boolean isThere =
                request.getProcNumber().getGroup() == 0
                        && number >= 0
                        && number < sink.machine().processors();
        if (isThere) {
            dpc.target(number);
        }
        sink.returns(call, isThere ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_INVALID_PARAMETER);
    }

    void flush(Call call, KeFlushQueuedDpcs request, Sink sink) {
        if (ThreadedDpc.blocks(call, "waits for all DPCs", sink) || !DpcFlush.begin(call)) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
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
