package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;

/**
 * What a threaded DPC must not do although its IRQL allows it: it runs as an ordinary one where
 * threaded DPCs are turned off, and so do all the routines that it calls. Waits have a rule of
 * their own, which asks whether they block. Page:
 * windows-driver-docs-pr/kernel/introduction-to-threaded-dpcs.md.
 */
public final class ThreadedDpcLimits {
    private ThreadedDpcLimits() {}

    /** Whether what a strand runs is bound by more than its IRQL. */
    public static boolean bind(Strand strand) {
        return strand.kind() == StrandKind.THREADED_DPC
                && strand.irql().compareTo(Irql.DISPATCH_LEVEL) < 0;
    }

    /** Tells of a call of a routine whose page wants a lower level than DISPATCH_LEVEL. */
    static void judge(Call call, RoutineContract contract, Irql max) {
        boolean isRoutine = contract.kind() != Kind.CALLBACK && contract.kind() != Kind.LOW_IO;
        if (isRoutine && max.compareTo(Irql.DISPATCH_LEVEL) < 0 && !isWait(call.request())) {
            tell(call, "calls %s, which is limited to %s".formatted(contract.name(), max));
        }
    }

    /** Tells of something else that it must not do, in words that follow the doer's name. */
    public static void tell(Call call, String what) {
        Strand strand = call.strand();
        String detail = "%s %s in %s".formatted(call.from(), what, strand);
        Breach.tell(
                strand.machine(),
                KernelRule.THREADED_DPC_LIMITS,
                driverOf(call),
                detail,
                call,
                null);
    }

    // Who is called cannot know where it runs: the driver whose DPC it is answers for it.
    private static Place driverOf(Call call) {
        Call bottom = call;
        while (bottom.outer() != null) {
            bottom = bottom.outer();
        }
        return bottom.to();
    }

    private static boolean isWait(GeneratedMessage request) {
        return request instanceof KeWaitForSingleObject
                || request instanceof KeWaitForMultipleObjects
                || request instanceof KeDelayExecutionThread;
    }
}
