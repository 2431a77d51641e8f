package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.kernel.KeAreAllApcsDisabled;
import dev.irpflow.protocol.kernel.KeAreApcsDisabled;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeEnterGuardedRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveGuardedRegion;
import dev.irpflow.protocol.status.NtStatus;

/** Critical and guarded regions: two counts of the thread. */
public final class RegionRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(KeEnterCriticalRegion.class, (call, request, sink) -> enter(call, sink));
        table.serve(KeLeaveCriticalRegion.class, (call, request, sink) -> leave(call, sink));
        table.serve(KeEnterGuardedRegion.class, (call, request, sink) -> enterGuarded(call, sink));
        table.serve(KeLeaveGuardedRegion.class, (call, request, sink) -> leaveGuarded(call, sink));
        table.serve(KeAreApcsDisabled.class, (call, request, sink) -> areDisabled(call, sink));
        table.serve(KeAreAllApcsDisabled.class, (call, request, sink) -> areAll(call, sink));
    }

    private static void enter(Call call, Sink sink) {
        call.strand().changeApcDisable(call, -1, 0);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void leave(Call call, Sink sink) {
        leaveCritical(call, sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** Leaves a critical region, and tells against whoever is in none. */
    static void leaveCritical(Call call, Sink sink) {
        Strand strand = call.strand();
        if (strand.apcDisable().kernel() >= 0) {
            Broken.rule(
                    LockRule.REGION_NOT_ENTERED,
                    call,
                    "leaves a critical region on %s, which is in none".formatted(strand),
                    Broken.verifier(0x3E, 0, 0, 0),
                    sink);
        }
        strand.changeApcDisable(call, 1, 0);
    }

    private static void enterGuarded(Call call, Sink sink) {
        call.strand().changeApcDisable(call, 0, -1);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void leaveGuarded(Call call, Sink sink) {
        Strand strand = call.strand();
        if (strand.apcDisable().special() >= 0) {
            Broken.rule(
                    LockRule.REGION_NOT_ENTERED,
                    call,
                    "leaves a guarded region on %s, which is in none".formatted(strand),
                    Broken.verifier(0x4000E, 0, 0, 0),
                    sink);
        }
        strand.changeApcDisable(call, 0, 1);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void areDisabled(Call call, Sink sink) {
        boolean disabled = call.strand().areApcsDisabled();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeAreApcsDisabled.Out.newBuilder().setReturned(disabled).build());
    }

    private static void areAll(Call call, Sink sink) {
        boolean disabled = call.strand().areAllApcsDisabled();
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeAreAllApcsDisabled.Out.newBuilder().setReturned(disabled).build());
    }
}
