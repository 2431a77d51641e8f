package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.APC_INDEX_MISMATCH;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.IMPERSONATING_WORKER_THREAD;
import static dev.irpflow.kernel.BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT;
import static dev.irpflow.kernel.BugCheckCode.SYSTEM_EXIT_OWNED_MUTEX;
import static dev.irpflow.kernel.BugCheckCode.THREAD_TERMINATE_HELD_MUTEX;
import static dev.irpflow.kernel.BugCheckCode.TIMER_OR_DPC_INVALID;

import dev.irpflow.protocol.kernel.IoWorkitemRoutine;
import dev.irpflow.protocol.kernel.IoWorkitemRoutineEx;
import dev.irpflow.protocol.kernel.KDeferredRoutine;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.PIoApcRoutine;
import org.jspecify.annotations.Nullable;

/** What a thread, work item or DPC must not leave behind when it ends: locks and regions. */
final class StrandEnd {
    private static final int WORKER_ROUTINE = 1; // parameter 4 of 0x1
    private static final int DPC = 4; // parameter 1 of 0xC7
    private static final int TIMER_DPC = 5;

    private StrandEnd() {}

    /** Tells what a strand has left behind whose last call this is. */
    static void judge(Call last) {
        Strand strand = last.strand();
        if (!strand.holdsLocks() && strand.apcs() == null && !strand.impersonates()) {
            return;
        }
        Call bottom = last;
        for (Call outer = last.outer(); outer != null; outer = outer.outer()) {
            bottom = outer;
        }
        HeldLocks.Held held = worst(strand);
        if (held != null) {
            holding(held, last, bottom);
        } else if (strand.areApcsDisabled()) {
            disabled(strand.apcDisable(), last, bottom);
        } else if (strand.impersonates() && strand.kind() == StrandKind.WORK_ITEM) {
            impersonating(last, bottom);
        }
    }

    // A mutex is told of before anything else: it stops the machine always.
    private static HeldLocks.@Nullable Held worst(Strand strand) {
        if (!strand.holdsLocks()) {
            return null;
        }
        for (HeldLocks.Held held : strand.locks().all()) {
            if (held.kind() == LockKind.MUTEX) {
                return held;
            }
        }
        return strand.locks().all().getFirst();
    }

    private static void holding(HeldLocks.Held held, Call last, Call bottom) {
        Strand strand = last.strand();
        boolean isMutex = held.kind() == LockKind.MUTEX;
        boolean verifier = strand.machine().settings().driverVerifier();
        BugCheck stop =
                switch (strand.kind()) {
                    case DPC, THREADED_DPC -> null;
                    case WORK_ITEM -> isMutex ? mutexOfWorker(bottom) : null;
                    case THREAD ->
                            held.kind().isOrdered()
                                    ? threadWith(strand, held, isMutex && !verifier)
                                    : null;
                };
        Breach.tell(
                strand.machine(),
                isMutex ? KernelRule.MUTEX_HELD_AT_END : KernelRule.LOCK_HELD_AT_END,
                last.to(),
                "%s ends while it holds %s".formatted(strand, held.lock()),
                last,
                stop);
    }

    private static BugCheck threadWith(Strand strand, HeldLocks.Held held, boolean unverified) {
        return unverified
                ? THREAD_TERMINATE_HELD_MUTEX.with(strand.id(), held.lock().id(), 0, 0)
                : DRIVER_VERIFIER_DETECTED_VIOLATION.with(0x100A, strand.id(), 0, 0);
    }

    private static @Nullable BugCheck mutexOfWorker(Call bottom) {
        return switch (bottom.request()) {
            case IoWorkitemRoutine routine ->
                    SYSTEM_EXIT_OWNED_MUTEX.with(
                            routine.getRoutine(), routine.getContext(), itemOf(bottom), 0);
            case IoWorkitemRoutineEx routine ->
                    SYSTEM_EXIT_OWNED_MUTEX.with(
                            routine.getRoutine(), routine.getContext(), itemOf(bottom), 0);
            default -> null;
        };
    }

    private static void disabled(ApcDisable.Counts counts, Call last, Call bottom) {
        Strand strand = last.strand();
        BugCheck stop =
                switch (bottom.request()) {
                    case IoWorkitemRoutine routine ->
                            APC_INDEX_MISMATCH.with(
                                    routine.getRoutine(), 0, counts.combined(), WORKER_ROUTINE);
                    case IoWorkitemRoutineEx routine ->
                            APC_INDEX_MISMATCH.with(
                                    routine.getRoutine(), 0, counts.combined(), WORKER_ROUTINE);
                    case KStartRoutine routine ->
                            KERNEL_APC_PENDING_DURING_EXIT.with(
                                    pendingApc(strand),
                                    counts.combined(),
                                    strand.irql().getNumber(),
                                    0);
                    case KDeferredRoutine routine ->
                            TIMER_OR_DPC_INVALID.with(
                                    bottom.tag() instanceof Dpc dpc && dpc.timer() != null
                                            ? TIMER_DPC
                                            : DPC,
                                    routine.getRoutine(),
                                    0,
                                    counts.combined());
                    default -> null;
                };
        Breach.tell(
                strand.machine(),
                KernelRule.APC_INDEX_MISMATCH,
                last.to(),
                "%s ends with an APC disable count of %s".formatted(strand, counts),
                last,
                stop);
    }

    private static long pendingApc(Strand strand) {
        Apc apc = strand.apcQueue() == null ? null : strand.apcQueue().waitingKernelApc();
        return apc != null && apc.routine() instanceof PIoApcRoutine routine
                ? routine.getRoutine()
                : 0;
    }

    private static void impersonating(Call last, Call bottom) {
        BugCheck stop =
                switch (bottom.request()) {
                    case IoWorkitemRoutine routine ->
                            IMPERSONATING_WORKER_THREAD.with(
                                    routine.getRoutine(), routine.getContext(), itemOf(bottom), 0);
                    case IoWorkitemRoutineEx routine ->
                            IMPERSONATING_WORKER_THREAD.with(
                                    routine.getRoutine(), routine.getContext(), itemOf(bottom), 0);
                    default -> null;
                };
        Breach.tell(
                last.strand().machine(),
                KernelRule.IMPERSONATES_AT_END,
                last.to(),
                "%s ends while it impersonates a client".formatted(last.strand()),
                last,
                stop);
    }

    private static long itemOf(Call bottom) {
        return bottom.tag() instanceof WorkItem item ? item.id() : 0;
    }
}
