package dev.irpflow.kernel;

import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.contract.Facts;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.protocol.contract.Fact;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds every call and return to the contract of its routine: on everywhere, in both stages. */
final class ContractChecks implements Facts {
    private static final int DOUBLE_FAULT = 8;

    private final Machine machine;

    ContractChecks(Machine machine) {
        this.machine = machine;
    }

    /** A call is about to be processed for the first time: a delayed one is not judged again. */
    void onCall(Call call) {
        RoutineContract contract = call.contract();
        if (contract.isAbsent()) {
            breach(
                    KernelRule.ROUTINE_ABSENT,
                    call,
                    "%s calls %s, which this version declares but does not model"
                            .formatted(call.from(), contract.name()));
        }
        if (KernelStack.isFullFor(call)) {
            tooDeep(call);
        }
        if (contract.hasIrqlLimits() && !IrqlBreach.isJudgedByRoutine(call)) {
            irql(call, contract);
        }
        if (call.strand().holdsLocks() && !contract.mustNotHold().isEmpty()) {
            locksHeld(call, contract);
        }
        if (!contract.mustHold().isEmpty()) {
            locksMissing(call, contract);
        }
        if (contract.endsOperations()) {
            ends(call, contract);
        }
        if (!contract.releases().isEmpty() || !contract.acquires().isEmpty()) {
            machine.ledger().begins(call);
        }
        if (!contract.lends().isEmpty() && !call.to().isDirect()) {
            machine.memory().loans().begin(call);
        }
    }

    private void tooDeep(Call call) {
        Breach.tell(
                machine,
                KernelRule.STACK_OVERFLOW,
                call.from(),
                "%s calls %s, and %d routines are open on %s already"
                        .formatted(
                                call.from(), call.contract().name(), call.depth(), call.strand()),
                call,
                BugCheckCode.UNEXPECTED_KERNEL_MODE_TRAP.with(DOUBLE_FAULT, 0, 0, 0));
    }

    private void ends(Call call, RoutineContract contract) {
        KernelObject operation = machine.objects().find(contract.objectId(call.request()));
        if (operation == null) {
            return;
        }
        if (operation.loans() != null) {
            machine.memory().loans().completing(operation, call.from());
        }
        if (operation instanceof Irp irp && irp.begun() != null) {
            machine.ledger().completing(irp, call.from());
        }
    }

    /** A direct routine that returns at once lends nothing that anybody could notice. */
    void processed(Call call) {
        if (call.to().isDirect() && !call.isReturned() && !call.contract().lends().isEmpty()) {
            machine.memory().loans().begin(call);
        }
    }

    /** A return is about to be given. */
    void onReturn(Call call, NtStatus status, @Nullable GeneratedMessage out) {
        RoutineContract contract = call.contract();
        if (call.isReleasing() || !contract.acquires().isEmpty()) {
            machine.ledger().returned(call, status, out);
        }
        if (call.loans() != null || !contract.lends().isEmpty()) {
            machine.memory().loans().returned(call, status, out);
        }
        if (contract.returns() == Returns.NTSTATUS
                && !call.isFailedByFault()
                && !call.breaksRule()
                && !contract.permitsAtReturn(status.getNumber())) {
            answerBreach(
                    KernelRule.UNDOCUMENTED_STATUS,
                    call,
                    "%s answers %s with %s, which its page does not list"
                            .formatted(call.to(), contract.name(), status));
        }
        ApcDisable apcs = call.strand().apcs();
        if (apcs != null) {
            ApcBreach.atReturn(call, apcs);
        }
        if (call.strand().irql() != Irql.PASSIVE_LEVEL) {
            ApcBreach.raised(call);
        }
        if (contract.kind() == Kind.CALLBACK || contract.kind() == Kind.LOW_IO) {
            Irql expected = contract.irqlAtReturn(call.request(), call.entryIrql());
            Irql actual = call.strand().irql();
            if (actual != expected && !contract.option().getIrqlAtReturn().getAny()) {
                answerBreach(
                        KernelRule.IRQL_AT_RETURN,
                        call,
                        "%s returns %s at %s; it was called at %s"
                                .formatted(call.to(), contract.name(), actual, call.entryIrql()));
                stop(IrqlBreach.atReturn(call));
            }
        }
    }

    /** A message has been processed: if its strand now waits, it must be where waiting is legal. */
    void afterwards(Strand strand) {
        if (!strand.isAtDispatch()
                || strand.isEnded()
                || strand.hasNext()
                || strand.isSpinning()
                || strand.isStalled()) {
            return;
        }
        Call held = strand.top();
        breach(
                KernelRule.WAIT_AT_DISPATCH,
                held,
                "%s would have to wait in %s at %s".formatted(strand, held, strand.irql()));
    }

    @Override
    public boolean holds(Fact fact, Message request) {
        return switch (fact) {
            case MEMORY_IS_PAGED -> IrqlBreach.isMemoryPaged(machine, request);
            case MAJOR_MAY_BE_SENT_AT_DISPATCH -> mayBeSentAtDispatch(request);
            case DEVICE_IN_PAGING_PATH -> false;
            case FACT_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private boolean mayBeSentAtDispatch(Message request) {
        long id =
                request instanceof dev.irpflow.protocol.kernel.IoCallDriver send
                        ? send.getIrp()
                        : 0;
        Irp irp = machine.objects().find(id, Irp.class);
        if (irp == null || !irp.hasNextLocation()) {
            return true; // said by a rule of its own
        }
        return switch (irp.nextStack().major()) {
            case IRP_MJ_READ,
                    IRP_MJ_WRITE,
                    IRP_MJ_DEVICE_CONTROL,
                    IRP_MJ_INTERNAL_DEVICE_CONTROL,
                    IRP_MJ_POWER ->
                    true;
            case IRP_MJ_CREATE,
                    IRP_MJ_CREATE_NAMED_PIPE,
                    IRP_MJ_CLOSE,
                    IRP_MJ_QUERY_INFORMATION,
                    IRP_MJ_SET_INFORMATION,
                    IRP_MJ_QUERY_EA,
                    IRP_MJ_SET_EA,
                    IRP_MJ_FLUSH_BUFFERS,
                    IRP_MJ_QUERY_VOLUME_INFORMATION,
                    IRP_MJ_SET_VOLUME_INFORMATION,
                    IRP_MJ_DIRECTORY_CONTROL,
                    IRP_MJ_FILE_SYSTEM_CONTROL,
                    IRP_MJ_SHUTDOWN,
                    IRP_MJ_LOCK_CONTROL,
                    IRP_MJ_CLEANUP,
                    IRP_MJ_CREATE_MAILSLOT,
                    IRP_MJ_QUERY_SECURITY,
                    IRP_MJ_SET_SECURITY,
                    IRP_MJ_SYSTEM_CONTROL,
                    IRP_MJ_DEVICE_CHANGE,
                    IRP_MJ_QUERY_QUOTA,
                    IRP_MJ_SET_QUOTA,
                    IRP_MJ_PNP,
                    UNRECOGNIZED ->
                    false;
        };
    }

    private void irql(Call call, RoutineContract contract) {
        Irql at = call.strand().irql();
        Irql max = contract.irqlMax(call.request(), this);
        Irql min = contract.irqlMin(call.request(), this);
        boolean tooHigh = at.compareTo(max) > 0;
        if (ThreadedDpcLimits.bind(call.strand())) {
            ThreadedDpcLimits.judge(call, contract, max);
        }
        if ((tooHigh && !IrqlBreach.isAllowedAbove(call)) || at.compareTo(min) < 0) {
            ComplianceForms rule = IrqlBreach.compliance(call);
            breach(
                    KernelRule.IRQL_AT_CALL,
                    call,
                    "%s calls %s at %s; allowed is %s%s"
                            .formatted(
                                    call.from(),
                                    contract.name(),
                                    at,
                                    min == max ? max : min + " to " + max,
                                    rule == null ? "" : " (rule " + rule.rule() + ")"));
            stop(IrqlBreach.atCall(call));
        }
    }

    private void locksHeld(Call call, RoutineContract contract) {
        for (HeldLocks.Held held : call.strand().locks().all()) {
            if (isNamed(held.kind(), contract.mustNotHold())) {
                breach(
                        KernelRule.LOCKS_AT_CALL,
                        call,
                        "%s calls %s while it holds %s"
                                .formatted(call.from(), contract.name(), held.lock()));
            }
        }
    }

    private void locksMissing(Call call, RoutineContract contract) {
        if (contract.mustHold().contains("cancel-spin-lock")
                && call.strand().locks().find(machine.cancelLock()) == null) {
            breach(
                    KernelRule.LOCKS_AT_CALL,
                    call,
                    "%s calls %s without the cancel spin lock"
                            .formatted(call.from(), contract.name()));
        }
    }

    // The word spin-lock in a contract means any lock at DISPATCH_LEVEL.
    private static boolean isNamed(LockKind kind, List<String> names) {
        return switch (kind) {
            case SPIN_LOCK, SHARED_SPIN_LOCK -> names.contains("spin-lock");
            case CANCEL_SPIN_LOCK ->
                    names.contains("spin-lock") || names.contains("cancel-spin-lock");
            case FAST_MUTEX, GUARDED_MUTEX, MUTEX, RESOURCE, PUSH_LOCK -> false;
        };
    }

    private void stop(@Nullable BugCheck bugCheck) {
        if (bugCheck != null) {
            machine.bugCheck(bugCheck);
        }
    }

    // Who answers is to blame for the answer, and not who calls.
    private void answerBreach(Rule rule, Call call, String detail) {
        machine.violated(rule, call.to(), detail, call);
    }

    private void breach(Rule rule, @Nullable Call call, String detail) {
        Place by = call == null ? machine.place("?") : call.from();
        machine.violated(rule, by, detail, call);
    }
}
