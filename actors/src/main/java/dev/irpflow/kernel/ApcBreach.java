package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.APC_INDEX_MISMATCH;
import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.IRQL_GT_ZERO_AT_SYSTEM_SERVICE;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoCompletionRoutine;
import org.jspecify.annotations.Nullable;

/**
 * A routine that returns with another APC disable count than it was called with. The end of a whole
 * strand is judged by {@link StrandEnd}.
 */
final class ApcBreach {
    private static final int SYSTEM_CALL = 0; // parameter 4 of 0x1

    private ApcBreach() {}

    /** A call is about to return on a strand whose APCs were disabled at some time. */
    static void atReturn(Call call, ApcDisable apcs) {
        Kind kind = call.contract().kind();
        if (kind == Kind.CALLBACK || kind == Kind.LOW_IO) {
            if (call.outer() != null) {
                callback(call, apcs.foundBy(call.depth()), apcs.now());
                apcs.returned(call.depth());
            }
        } else if (isSystemCall(call)) {
            systemCall(call, apcs.foundBy(call.depth()), apcs.now());
        }
    }

    /** Whether a call comes from user mode; an IRP of a workload stands for a service's. */
    private static boolean isSystemCall(Call call) {
        return call.from().isOfUserMode()
                && (call.request() instanceof IoCallDriver
                        || call.contract().name().startsWith("Nt"));
    }

    private static void callback(Call call, ApcDisable.Counts found, ApcDisable.Counts now) {
        if (found.equals(now)) {
            return;
        }
        Breach.tell(
                call.strand().machine(),
                KernelRule.APC_COUNT_AT_RETURN,
                call.to(),
                "%s returns %s with an APC disable count of %s; it was called with %s"
                        .formatted(call.to(), call.contract().name(), now, found),
                call,
                ofDriver(call, found, now));
    }

    // The address of a dispatch routine is its slot's: this emulation knows it by the device.
    private static @Nullable BugCheck ofDriver(
            Call call, ApcDisable.Counts found, ApcDisable.Counts now) {
        if (call.request() instanceof IoCompletionRoutine routine) {
            return DRIVER_VERIFIER_DETECTED_VIOLATION.with(
                    0xFB, routine.getRoutine(), now.combined(), found.combined());
        }
        return call.contract().name().startsWith("IRP_MJ_")
                ? DRIVER_VERIFIER_DETECTED_VIOLATION.with(
                        0xC5,
                        call.contract().objectId(call.request()),
                        now.combined(),
                        found.combined())
                : null;
    }

    /** A call is about to return above PASSIVE_LEVEL: no system call does. */
    static void raised(Call call) {
        if (isSystemCall(call) && call.entryIrql() == Irql.PASSIVE_LEVEL) {
            Irql irql = call.strand().irql();
            Breach.tell(
                    call.strand().machine(),
                    KernelRule.IRQL_AT_SYSTEM_SERVICE,
                    call.to(),
                    "%s returns to user mode at %s".formatted(call.contract().name(), irql),
                    call,
                    IRQL_GT_ZERO_AT_SYSTEM_SERVICE.with(0, irql.getNumber(), 0, 0));
        }
    }

    private static void systemCall(Call call, ApcDisable.Counts found, ApcDisable.Counts now) {
        if (!found.equals(now)) {
            Breach.tell(
                    call.strand().machine(),
                    KernelRule.APC_INDEX_MISMATCH,
                    call.to(),
                    "%s returns to user mode with an APC disable count of %s"
                            .formatted(call.contract().name(), now),
                    call,
                    APC_INDEX_MISMATCH.with(0, 0, now.combined(), SYSTEM_CALL));
        }
    }
}
