package dev.irpflow.ke.dispatcher;

import static dev.irpflow.kernel.BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL;
import static dev.irpflow.kernel.BugCheckCode.IRQL_NOT_LESS_OR_EQUAL;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeGetCurrentIrql;
import dev.irpflow.protocol.kernel.KeLowerIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrql;
import dev.irpflow.protocol.kernel.KeRaiseIrqlToDpcLevel;
import dev.irpflow.protocol.status.NtStatus;

/** The IRQL of the processor that the caller's strand runs on. */
public final class IrqlRoutines implements Family {
    private static final int INVALID_IN_DPC = 1; // parameter 4 of 0xC4/0x31
    private static final int BAD = 0;

    @Override
    public void register(Routines table) {
        table.serve(KeGetCurrentIrql.class, (call, request, sink) -> current(call, sink));
        table.serve(KeRaiseIrql.class, this::raise);
        table.serve(
                KeRaiseIrqlToDpcLevel.class, (call, request, sink) -> raiseToDpcLevel(call, sink));
        table.serve(KeLowerIrql.class, this::lower);
    }

    void current(Call call, Sink sink) {
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeGetCurrentIrql.Out.newBuilder().setReturned(call.strand().irql()).build());
    }

    void raise(Call call, KeRaiseIrql request, Sink sink) {
        Strand strand = call.strand();
        Irql old = strand.irql();
        Irql to = request.getNewIrql();
        if (to == Irql.UNRECOGNIZED || to.compareTo(old) < 0) {
            int asked = request.getNewIrqlValue();
            Broken.rule(
                    KeRule.IRQL_RAISE,
                    call,
                    "raises from %s to %s".formatted(old, name(to, asked)),
                    Broken.either(
                            sink,
                            Broken.verifier(0x30, old.getNumber(), asked, 0),
                            IRQL_NOT_GREATER_OR_EQUAL.with(0, 0, 0, 0)),
                    sink);
        } else {
            strand.locks().raised(old);
            strand.changeIrql(to);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeRaiseIrql.Out.newBuilder().setOldIrql(old).build());
    }

    void raiseToDpcLevel(Call call, Sink sink) {
        Strand strand = call.strand();
        Irql old = strand.irql();
        if (old.compareTo(Irql.DISPATCH_LEVEL) <= 0) { // else the contract has told
            strand.locks().raised(old);
            strand.changeIrql(Irql.DISPATCH_LEVEL);
        }
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                KeRaiseIrqlToDpcLevel.Out.newBuilder().setReturned(old).build());
    }

    void lower(Call call, KeLowerIrql request, Sink sink) {
        Strand strand = call.strand();
        Irql old = strand.irql();
        Irql to = request.getNewIrql();
        int asked = request.getNewIrqlValue();
        boolean inDpc = strand.kind() == StrandKind.DPC && to.compareTo(Irql.DISPATCH_LEVEL) < 0;
        if (to == Irql.UNRECOGNIZED || to.compareTo(old) > 0 || inDpc) {
            Broken.rule(
                    KeRule.IRQL_LOWER,
                    call,
                    "lowers from %s to %s%s"
                            .formatted(old, name(to, asked), inDpc ? " in a DPC" : ""),
                    Broken.either(
                            sink,
                            Broken.verifier(
                                    0x31, old.getNumber(), asked, inDpc ? INVALID_IN_DPC : BAD),
                            IRQL_NOT_LESS_OR_EQUAL.with(0, old.getNumber(), 0, 0)),
                    sink);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
            return;
        }
        judge(call, to, sink);
        strand.locks().lowered();
        strand.changeIrql(to);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    private static void judge(Call call, Irql to, Sink sink) {
        HeldLocks locks = call.strand().locks();
        HeldLocks.Held newest = locks.newest();
        if (newest != null
                && newest.kind().isSpinLock()
                && locks.holdsMoreThanAtLastRaise()
                && to.compareTo(Irql.DISPATCH_LEVEL) < 0) {
            Broken.rule(
                    KeRule.IRQL_BELOW_LOCK,
                    call,
                    "lowers to %s while it holds %s".formatted(to, newest.lock()),
                    sink);
        } else if (locks.lastRaisedFrom() != to
                && sink.machine().settings().choices().isUsual(DispatcherChoice.LOWER_IRQL)) {
            Broken.rule(
                    KeRule.IRQL_LOWER_TO_SAVED,
                    call,
                    "lowers to %s, but the last KeRaiseIrql %s"
                            .formatted(
                                    to,
                                    locks.lastRaisedFrom() == null
                                            ? "was undone already"
                                            : "found " + locks.lastRaisedFrom()),
                    sink);
        }
    }

    private static String name(Irql irql, int number) {
        return irql == Irql.UNRECOGNIZED ? "IRQL " + number : irql.name();
    }
}
