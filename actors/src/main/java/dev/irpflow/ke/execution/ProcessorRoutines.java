package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.KeGetCurrentProcessorNumberEx;
import dev.irpflow.protocol.kernel.KeQueryActiveProcessorCount;
import dev.irpflow.protocol.kernel.KeQueryActiveProcessorCountEx;
import dev.irpflow.protocol.kernel.KeRevertToUserAffinityThreadEx;
import dev.irpflow.protocol.kernel.KeSetSystemAffinityThread;
import dev.irpflow.protocol.kernel.KeSetSystemAffinityThreadEx;
import dev.irpflow.protocol.kernel.ProcessorNumber;
import dev.irpflow.protocol.status.NtStatus;

/** Processors, and which of them a thread runs on. There is one group of them. */
public final class ProcessorRoutines implements Family {
    private static final int ALL_PROCESSOR_GROUPS = 0xFFFF;

    @Override
    public void register(Routines table) {
        table.serve(
                KeGetCurrentProcessorNumberEx.class, (call, request, sink) -> current(call, sink));
        table.serve(KeQueryActiveProcessorCount.class, (call, request, sink) -> count(call, sink));
        table.serve(KeQueryActiveProcessorCountEx.class, this::countEx);
        table.serve(KeSetSystemAffinityThread.class, this::bind);
        table.serve(KeSetSystemAffinityThreadEx.class, this::bindEx);
        table.serve(KeRevertToUserAffinityThreadEx.class, this::revert);
    }

    void current(Call call, Sink sink) {
        int number = call.strand().processorNumber();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeGetCurrentProcessorNumberEx.Out.newBuilder()
                        .setReturned(number)
                        .setProcNumber(ProcessorNumber.newBuilder().setNumber(number))
                        .build());
    }

    void count(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryActiveProcessorCount.Out.newBuilder()
                        .setReturned(sink.machine().processors())
                        .setActiveProcessors(all(sink))
                        .build());
    }

    void countEx(Call call, KeQueryActiveProcessorCountEx request, Sink sink) {
        int group = request.getGroupNumber();
        boolean isThere = group == 0 || group == ALL_PROCESSOR_GROUPS;
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeQueryActiveProcessorCountEx.Out.newBuilder()
                        .setReturned(isThere ? sink.machine().processors() : 0)
                        .build());
    }

    void bind(Call call, KeSetSystemAffinityThread request, Sink sink) {
        if (isThere(call, request.getAffinity(), sink)) {
            call.strand().bindTo(request.getAffinity());
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    void bindEx(Call call, KeSetSystemAffinityThreadEx request, Sink sink) {
        long before = 0;
        if (isThere(call, request.getAffinity(), sink)) {
            before = call.strand().bindTo(request.getAffinity());
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeSetSystemAffinityThreadEx.Out.newBuilder().setReturned(before).build());
    }

    void revert(Call call, KeRevertToUserAffinityThreadEx request, Sink sink) {
        long affinity = request.getAffinity();
        if (affinity == 0 || isThere(call, affinity, sink)) {
            call.strand().bindTo(affinity);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static boolean isThere(Call call, long affinity, Sink sink) {
        if (affinity != 0 && (affinity & ~all(sink)) == 0) {
            return true;
        }
        Broken.rule(
                ExecutionRule.AFFINITY,
                call,
                "binds %s to the processors of mask 0x%X".formatted(call.strand(), affinity),
                sink);
        return false;
    }

    private static long all(Sink sink) {
        return -1L >>> (64 - sink.machine().processors());
    }
}
