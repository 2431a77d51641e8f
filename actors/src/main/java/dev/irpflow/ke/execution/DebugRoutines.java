package dev.irpflow.ke.execution;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.DbgBreakPoint;
import dev.irpflow.protocol.kernel.DbgBreakPointWithStatus;
import dev.irpflow.protocol.status.NtStatus;

/** Breakpoints. */
public final class DebugRoutines implements Family {
    private static final long STATUS_BREAKPOINT = 0x80000003L;

    @Override
    public void register(Routines table) {
        table.serve(DbgBreakPoint.class, (call, request, sink) -> breaks(call, sink));
        table.serve(DbgBreakPointWithStatus.class, (call, request, sink) -> breaks(call, sink));
    }

    private static void breaks(Call call, Sink sink) {
        Broken.rule(
                ExecutionRule.DEBUG_BREAK,
                call,
                "calls %s, and no debugger is attached".formatted(call.contract().name()),
                BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED.with(STATUS_BREAKPOINT, 0, 0, 0),
                sink);
        if (!sink.machine().isDead()) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }
}
