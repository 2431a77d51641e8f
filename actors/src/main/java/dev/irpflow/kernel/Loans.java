package dev.irpflow.kernel;

import com.google.protobuf.Message;
import dev.irpflow.contract.Lent;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Lending;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IrpBuffers;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers that calls lend, as their contracts say: until the return, until the completion of
 * the IRP, or until the call that completes the operation. Whoever lends leaves the buffer alone
 * meanwhile, and whoever has it leaves it alone afterwards.
 */
public final class Loans {
    private final Machine machine;

    Loans(Machine machine) {
        this.machine = machine;
    }

    /** A call begins, or is still open after its routine has run. */
    void begin(Call call) {
        List<Lent> lends = call.contract().lends();
        for (int i = 0; i < lends.size(); i++) {
            Lent lent = lends.get(i);
            if (!lent.isUntilIrpEnds()) {
                KernelObject operation = operationOf(call);
                lent.each(call.request(), ref -> open(ref, lent.lending(), call, operation));
            }
        }
    }

    /** A driver is sent an IRP: its buffers are lent to it until it completes it. */
    public void sent(Irp irp, Call dispatch) {
        IrpBuffers buffers = irp.buffers();
        Lending lending =
                irp.currentStack().major() == IrpMajor.IRP_MJ_WRITE
                        ? Lending.FOR_READING
                        : Lending.FOR_WRITING;
        if (buffers.hasSystemBuffer()) {
            open(buffers.getSystemBuffer(), lending, dispatch, irp);
        }
        if (buffers.hasMdl()) {
            open(buffers.getMdl(), lending, dispatch, irp);
        }
        if (buffers.hasUserBuffer()) {
            open(buffers.getUserBuffer(), lending, dispatch, irp);
        }
    }

    /** A call is about to return. */
    void returned(Call call, NtStatus status, @Nullable Message out) {
        RoutineContract contract = call.contract();
        boolean goesOn =
                contract.completes() == Completes.IF_PENDING && status == NtStatus.STATUS_PENDING;
        if (call.loans() != null && !goesOn) {
            ended(call);
        }
        List<Lent> lends = contract.lends();
        if (lends.isEmpty()) {
            return;
        }
        if (contract.completes() == Completes.IF_PENDING && !goesOn) {
            KernelObject operation = operationOf(call);
            if (operation != null) {
                ended(operation, call.to());
            }
        }
        for (int i = 0; i < lends.size(); i++) {
            Lent lent = lends.get(i);
            KernelObject irp = lent.isUntilIrpEnds() ? machine.objects().find(lent.irp(out)) : null;
            if (irp != null) {
                lent.each(call.request(), ref -> open(ref, lent.lending(), call, irp));
            }
        }
    }

    /** Its holder ends an operation: what it had been lent for it goes back. */
    void completing(KernelObject operation, Place holder) {
        ended(operation, holder);
    }

    /** The operation that a system service began has ended, after its return or before. */
    public void ended(Call service) {
        for (Loan loan = service.loans(); loan != null; loan = loan.nextOfOperation) {
            loan.region().giveBack(loan);
        }
        service.lend(null);
    }

    /** What an object's operation had been lent ends, whoever has it. */
    public void ended(KernelObject operation) {
        for (Loan loan = operation.loans(); loan != null; loan = loan.nextOfOperation) {
            loan.region().giveBack(loan);
        }
        operation.lend(null);
    }

    private static void ended(KernelObject operation, Place holder) {
        Loan kept = null;
        Loan loan = operation.loans();
        while (loan != null) {
            Loan next = loan.nextOfOperation;
            if (loan.holder() == holder) {
                loan.region().giveBack(loan);
            } else {
                loan.nextOfOperation = kept;
                kept = loan;
            }
            loan = next;
        }
        operation.lend(kept);
    }

    // The object whose completion ends the loan; null if the return does.
    private @Nullable KernelObject operationOf(Call call) {
        RoutineContract contract = call.contract();
        return contract.completedBy().isEmpty()
                ? null
                : machine.objects().find(contract.objectId(call.request()));
    }

    private void open(Message ref, Lending lending, Call call, @Nullable KernelObject operation) {
        BufferRef buffer = (BufferRef) ref;
        Region region = machine.memory().regionOf(buffer);
        if (region == null || buffer.getLength() == 0) {
            return; // told at the first access
        }
        Loan loan = new Loan(region, buffer.getOffset(), buffer.getLength(), lending, call);
        region.lendPart(loan);
        if (operation == null) {
            loan.nextOfOperation = call.loans();
            call.lend(loan);
        } else {
            loan.nextOfOperation = operation.loans();
            operation.lend(loan);
        }
    }

    /** An access to a region that is lent, or was. */
    void check(Region region, BufferRef part, boolean writes, Place by) {
        boolean holds = false;
        boolean permitted = false;
        Loan broken = null;
        for (Loan loan = region.lentParts(); loan != null; loan = loan.nextOfRegion) {
            if (!loan.overlaps(part.getOffset(), part.getLength())) {
                continue;
            }
            if (loan.holder() == by) {
                holds = true;
                permitted |= loan.permitsHolder(writes);
            } else if (loan.lender() == by && loan.forbidsLender(writes)) {
                broken = loan;
            }
        }
        if (broken != null) {
            tell(
                    broken.isForReading()
                            ? KernelRule.LENT_MEMORY_UNCHANGED
                            : KernelRule.LENT_MEMORY_UNTOUCHED,
                    by,
                    "%s %s %s, which it has lent to %s for %s"
                            .formatted(
                                    by,
                                    verb(writes),
                                    region,
                                    broken.holder(),
                                    broken.call().contract().name()));
        } else if (holds && !permitted) {
            tell(
                    KernelRule.LENT_MEMORY_UNCHANGED,
                    by,
                    "%s writes %s, which was lent to it for reading".formatted(by, region));
        } else if (!holds && region.wasLentTo(by)) {
            tell(
                    KernelRule.MEMORY_AFTER_LOAN,
                    by,
                    "%s %s %s, which is lent to it no longer".formatted(by, verb(writes), region));
        }
    }

    private static String verb(boolean writes) {
        return writes ? "writes" : "reads";
    }

    private void tell(KernelRule rule, Place by, String detail) {
        dev.irpflow.kernel.Message current = machine.causes().current();
        Call at = current instanceof Call call ? call : null;
        Breach.tell(machine, rule, by, detail, at, null);
    }
}
