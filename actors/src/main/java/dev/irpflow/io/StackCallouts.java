package dev.irpflow.io;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.KernelStack;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.ExpandStackCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCallout;
import dev.irpflow.protocol.kernel.KeExpandKernelStackAndCalloutEx;
import dev.irpflow.protocol.status.NtStatus;

/**
 * Routines of drivers that are called with a guaranteed amount of stack space. Pages:
 * wdk-ddi-src/content/ntddk/nf-ntddk-keexpandkernelstackandcallout.md,
 * nf-ntddk-keexpandkernelstackandcalloutex.md.
 */
final class StackCallouts {
    // MAXIMUM_EXPANSION_SIZE of ntddk.h on x64: KERNEL_LARGE_STACK_SIZE less half a page.
    private static final long MAXIMUM = 0x12000 - 0x800;

    void expand(Call call, KeExpandKernelStackAndCallout request, Sink sink) {
        ExpandStackCallout.Builder callout =
                ExpandStackCallout.newBuilder().setRoutine(request.getCallout());
        if (request.hasParameter()) {
            callout.setParameter(request.getParameter());
        }
        callOut(call, callout.build(), request.getSize(), sink);
    }

    void expandEx(Call call, KeExpandKernelStackAndCalloutEx request, Sink sink) {
        if (request.getWait() && call.strand().isAtDispatch() && isOfLegalSize(request.getSize())) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER_4);
            return;
        }
        ExpandStackCallout.Builder callout =
                ExpandStackCallout.newBuilder().setRoutine(request.getCallout());
        if (request.hasParameter()) {
            callout.setParameter(request.getParameter());
        }
        callOut(call, callout.build(), request.getSize(), sink);
    }

    // Simplified: a segment is taken from nonpaged pool, and nobody waits for it.
    private static void callOut(Call call, ExpandStackCallout callout, long size, Sink sink) {
        if (!isOfLegalSize(size)) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER_3);
            return;
        }
        long segment = KernelStack.hasRoom(call, size) ? 0 : size;
        if (segment > 0 && !sink.machine().memory().charge(Region.Kind.NONPAGED_POOL, segment)) {
            sink.returns(call, NtStatus.STATUS_NO_MEMORY);
            return;
        }
        sink.call(call, CallKind.CALL, call.from(), callout, new Step.CalledOut(call, segment));
    }

    void calledOut(Step.CalledOut step, Sink sink) {
        if (step.segment() > 0) {
            sink.machine().memory().refund(Region.Kind.NONPAGED_POOL, step.segment());
        }
        sink.returns(step.call(), NtStatus.STATUS_SUCCESS);
    }

    private static boolean isOfLegalSize(long size) {
        return Long.compareUnsigned(size, MAXIMUM) <= 0;
    }
}
