package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC;
import static dev.irpflow.kernel.BugCheckCode.BAD_POOL_CALLER;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL;
import static dev.irpflow.kernel.BugCheckCode.IRQL_UNEXPECTED_VALUE;
import static dev.irpflow.kernel.BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT;
import static dev.irpflow.kernel.BugCheckCode.WORKER_THREAD_RETURNED_AT_BAD_IRQL;

import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.kernel.choice.Choices;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.ExAllocateFromLookasideListEx;
import dev.irpflow.protocol.kernel.ExAllocatePool2;
import dev.irpflow.protocol.kernel.ExDeleteLookasideListEx;
import dev.irpflow.protocol.kernel.ExFreePool;
import dev.irpflow.protocol.kernel.ExFreePoolWithTag;
import dev.irpflow.protocol.kernel.ExFreeToLookasideListEx;
import dev.irpflow.protocol.kernel.ExpandStackCallout;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutineEx;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KeAcquireSpinLock;
import dev.irpflow.protocol.kernel.KeAcquireSpinLockAtDpcLevel;
import dev.irpflow.protocol.kernel.KeDelayExecutionThread;
import dev.irpflow.protocol.kernel.KeRaiseIrqlToDpcLevel;
import dev.irpflow.protocol.kernel.KeReleaseSpinLock;
import dev.irpflow.protocol.kernel.KeReleaseSpinLockFromDpcLevel;
import dev.irpflow.protocol.kernel.KeSetEvent;
import dev.irpflow.protocol.kernel.KeWaitForMultipleObjects;
import dev.irpflow.protocol.kernel.KeWaitForSingleObject;
import dev.irpflow.protocol.kernel.MmProbeAndLockPages;
import dev.irpflow.protocol.kernel.MmUnlockPages;
import dev.irpflow.protocol.kernel.RtlCopyMemory;
import dev.irpflow.protocol.kernel.RtlZeroMemory;
import org.jspecify.annotations.Nullable;

/**
 * The bug checks for a wrong IRQL. Most have a code of their own with Driver Verifier; the codes
 * from 0x20000 on are those of DDI compliance checking. Pages: bug-check-0xc4, bug-check-0xc9.
 */
final class IrqlBreach {
    // POOL_TYPE, as it is shown in bug checks.
    private static final int NON_PAGED_POOL = 0;
    private static final int PAGED_POOL = 1;
    private static final long POOL_FLAG_PAGED = 0x100;
    private static final int CALLOUT = 2; // what 0xC8 calls the kind of routine

    private IrqlBreach() {}

    /**
     * Whether a routine judges the IRQL of its call itself: a wait at DISPATCH_LEVEL without Driver
     * Verifier is fatal only if it blocks, and one that KeSetEvent promised begins raised.
     */
    static boolean isJudgedByRoutine(Call call) {
        boolean waits =
                call.request() instanceof KeWaitForSingleObject
                        || call.request() instanceof KeWaitForMultipleObjects;
        Strand strand = call.strand();
        return waits
                && (strand.promisesWait()
                        || (strand.irql() == Irql.DISPATCH_LEVEL
                                && isFatalOnlyIfItBlocks(strand.machine().settings())));
    }

    private static boolean isFatalOnlyIfItBlocks(MachineSettings settings) {
        return !settings.driverVerifier()
                && settings.choices().isUsual(KernelChoice.WAIT_AT_DISPATCH);
    }

    /** Whether a call above the level of its contract is allowed on this machine. */
    static boolean isAllowedAbove(Call call) {
        return (call.request() instanceof KeAcquireSpinLockAtDpcLevel
                        || call.request() instanceof KeReleaseSpinLockFromDpcLevel)
                && !call.strand()
                        .machine()
                        .settings()
                        .choices()
                        .isUsual(KernelChoice.SPIN_LOCK_ABOVE_DISPATCH);
    }

    /** The bug check for a call at a wrong IRQL; null if none is documented. */
    static @Nullable BugCheck atCall(Call call) {
        MachineSettings settings = call.strand().machine().settings();
        BugCheck shown =
                settings.driverVerifier() ? withVerifier(call, call.strand().irql()) : null;
        return shown != null && settings.shows(shown)
                ? shown
                : withoutVerifier(call, call.strand().irql());
    }

    /** The bug check for a callback that returns at another IRQL; null if none is documented. */
    static @Nullable BugCheck atReturn(Call call) {
        int before = call.entryIrql().getNumber();
        int now = call.strand().irql().getNumber();
        boolean verifier = call.strand().machine().settings().driverVerifier();
        return switch (call.request()) {
            case IoWorkitemRoutine routine when call.strand().isAtDispatch() ->
                    WORKER_THREAD_RETURNED_AT_BAD_IRQL.with(
                            routine.getRoutine(), now, routine.getContext(), itemOf(call));
            case IoWorkitemRoutineEx routine when call.strand().isAtDispatch() ->
                    WORKER_THREAD_RETURNED_AT_BAD_IRQL.with(
                            routine.getRoutine(), now, routine.getContext(), itemOf(call));
            case ExpandStackCallout callout ->
                    IRQL_UNEXPECTED_VALUE.with(
                            (long) now << 16 | (long) before << 8 | CALLOUT,
                            callout.getRoutine(),
                            callout.getParameter(),
                            0);
            case KStartRoutine routine -> KERNEL_APC_PENDING_DURING_EXIT.with(0, 0, now, 0);
            case IoCompletionRoutine routine when verifier ->
                    verifier(0xFA, routine.getRoutine(), before, now);
            default ->
                    verifier && call.contract().name().startsWith("IRP_MJ_")
                            ? DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(
                                    0x05, call.contract().objectId(call.request()), before, now)
                            : null;
        };
    }

    private static @Nullable BugCheck withVerifier(Call call, Irql at) {
        int irql = at.getNumber();
        boolean above = at.compareTo(Irql.DISPATCH_LEVEL) > 0;
        return switch (call.request()) {
            case KeWaitForSingleObject wait ->
                    verifier(
                            waitCode(call, at, wait.hasTimeout()),
                            irql,
                            wait.getObject(),
                            wait.getTimeout());
            case KeWaitForMultipleObjects wait ->
                    verifier(waitCode(call, at, wait.hasTimeout()), irql, 0, wait.getTimeout());
            case KeRaiseIrqlToDpcLevel raise ->
                    verifier(0x30, irql, Irql.DISPATCH_LEVEL.getNumber(), 0);
            case KeSetEvent set ->
                    above ? verifier(0x80, irql, set.getEvent(), 0) : verifier(0x20016, 0, 0, 0);
            case KeAcquireSpinLock acquire -> verifier(0x42, irql, acquire.getSpinLock(), 0);
            case KeReleaseSpinLock release -> verifier(0x32, irql, release.getSpinLock(), 0);
            case KeAcquireSpinLockAtDpcLevel acquire when !above ->
                    verifier(0x40, irql, acquire.getSpinLock(), 0);
            case KeReleaseSpinLockFromDpcLevel release when !above ->
                    verifier(0x41, irql, release.getSpinLock(), 0);
            case ExAllocatePool2 allocate ->
                    verifier(
                            isPaged(allocate) ? 0x01 : 0x02,
                            irql,
                            isPaged(allocate) ? PAGED_POOL : NON_PAGED_POOL,
                            allocate.getNumberOfBytes());
            case ExFreePool free ->
                    verifier(
                            isPaged(call, free.getP()) ? 0x11 : 0x12,
                            irql,
                            isPaged(call, free.getP()) ? PAGED_POOL : NON_PAGED_POOL,
                            address(free.getP()));
            case ExFreePoolWithTag free ->
                    verifier(
                            isPaged(call, free.getP()) ? 0x11 : 0x12,
                            irql,
                            isPaged(call, free.getP()) ? PAGED_POOL : NON_PAGED_POOL,
                            address(free.getP()));
            case MmProbeAndLockPages lock when above ->
                    verifier(
                            0x70,
                            irql,
                            address(lock.getMemoryDescriptorList()),
                            lock.getAccessMode().getNumber());
            case MmProbeAndLockPages lock -> verifier(0x2001A, 0, 0, 0);
            case MmUnlockPages unlock ->
                    verifier(0x78, irql, address(unlock.getMemoryDescriptorList()), 0);
            case IoCallDriver send -> sent(send, irql, above);
            case IoCompleteRequest complete ->
                    DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x0E, irql, complete.getIrp(), 0);
            default -> {
                BugCheck ofLock = LockIrqlBreach.withVerifier(call, at);
                yield ofLock != null
                        ? ofLock
                        : call.contract().name().startsWith("Nt")
                                ? DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x24A, 0, 0, 0)
                                : complianceCode(call);
            }
        };
    }

    private static @Nullable BugCheck withoutVerifier(Call call, Irql at) {
        int irql = at.getNumber();
        return switch (call.request()) {
            case KeWaitForSingleObject wait -> switched(call);
            case KeWaitForMultipleObjects wait -> switched(call);
            case KeDelayExecutionThread delay -> switched(call);
            case KeRaiseIrqlToDpcLevel raise -> IRQL_NOT_GREATER_OR_EQUAL.with(0, 0, 0, 0);
            case ExAllocatePool2 allocate ->
                    BAD_POOL_CALLER.with(
                            0x08,
                            irql,
                            isPaged(allocate) ? PAGED_POOL : NON_PAGED_POOL,
                            allocate.getNumberOfBytes());
            case ExFreePool free ->
                    BAD_POOL_CALLER.with(
                            0x09,
                            irql,
                            isPaged(call, free.getP()) ? PAGED_POOL : NON_PAGED_POOL,
                            address(free.getP()));
            case ExFreePoolWithTag free ->
                    BAD_POOL_CALLER.with(
                            0x09,
                            irql,
                            isPaged(call, free.getP()) ? PAGED_POOL : NON_PAGED_POOL,
                            address(free.getP()));
            default -> LockIrqlBreach.withoutVerifier(call, at);
        };
    }

    /** The rule of DDI compliance checking that a call breaks; null if none has a code for it. */
    static @Nullable ComplianceForms compliance(Call call) {
        ContractChecks checks = call.strand().machine().checks();
        return IrqlCompliance.ruleOf(
                call.contract().name(),
                call.contract().irqlMin(call.request(), checks),
                call.contract().irqlMax(call.request(), checks),
                call.strand().irql());
    }

    private static @Nullable BugCheck complianceCode(Call call) {
        ComplianceForms rule = compliance(call);
        return rule == null ? null : verifier(rule.code(), 0, 0, 0);
    }

    /** A wait that blocks where no thread switch is possible. */
    static BugCheck switched(Call call) {
        return ATTEMPTED_SWITCH_FROM_DPC.with(call.strand().id(), 0, 0, 0);
    }

    /** Whether the memory that a call names is pageable: {@code Fact.MEMORY_IS_PAGED}. */
    static boolean isMemoryPaged(Machine machine, com.google.protobuf.Message request) {
        return switch (request) {
            case ExFreePool free -> isPaged(machine, free.getP());
            case ExFreePoolWithTag free -> isPaged(machine, free.getP());
            case ExAllocateFromLookasideListEx allocate ->
                    isPaged(machine, allocate.getLookaside());
            case ExFreeToLookasideListEx free -> isPaged(machine, free.getLookaside());
            case ExDeleteLookasideListEx delete -> isPaged(machine, delete.getLookaside());
            case MmProbeAndLockPages lock -> isPaged(machine, lock.getMemoryDescriptorList());
            case RtlCopyMemory copy ->
                    isPaged(machine, copy.getDestination()) || isPaged(machine, copy.getSource());
            case RtlZeroMemory zero -> isPaged(machine, zero.getDestination());
            default -> false;
        };
    }

    private static BugCheck sent(IoCallDriver send, int irql, boolean above) {
        return above
                ? DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x10, irql, 0, 0)
                : DRIVER_VERIFIER_IOMANAGER_VIOLATION.with(0x23A, 0, send.getIrp(), 0);
    }

    private static int waitCode(Call call, Irql at, boolean hasTimeout) {
        Choices choices = call.strand().machine().settings().choices();
        if (!choices.isUsual(KernelChoice.WAIT_AT_DISPATCH_CODE)) {
            return 0x3B;
        }
        if (at.compareTo(Irql.DISPATCH_LEVEL) > 0) {
            return 0x120;
        }
        return hasTimeout ? 0x122 : 0x121;
    }

    private static BugCheck verifier(int subCode, long p2, long p3, long p4) {
        return DRIVER_VERIFIER_DETECTED_VIOLATION.with(subCode, p2, p3, p4);
    }

    private static boolean isPaged(ExAllocatePool2 allocate) {
        return (allocate.getFlags() & POOL_FLAG_PAGED) != 0;
    }

    private static boolean isPaged(Machine machine, long lookaside) {
        LookasideList list = machine.objects().find(lookaside, LookasideList.class);
        return list != null && list.kind() == Region.Kind.PAGED_POOL;
    }

    private static boolean isPaged(Call call, BufferRef buffer) {
        return isPaged(call.strand().machine(), buffer);
    }

    private static boolean isPaged(Machine machine, BufferRef buffer) {
        Region region = machine.objects().find(buffer.getRegion(), Region.class);
        return region != null && !region.isResident(buffer.getOffset(), buffer.getLength());
    }

    private static long address(BufferRef buffer) {
        return Region.address(buffer.getRegion(), buffer.getOffset());
    }

    private static long itemOf(Call call) {
        return call.tag() instanceof WorkItem item ? item.id() : 0;
    }
}
