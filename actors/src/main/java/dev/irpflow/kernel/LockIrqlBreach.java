package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeEnterGuardedRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveGuardedRegion;
import org.jspecify.annotations.Nullable;

/** The bug checks for locks and regions at a wrong IRQL, as far as {@link IrqlBreach} asks. */
final class LockIrqlBreach {
    private LockIrqlBreach() {}

    /** With Driver Verifier on; null if none is documented. */
    static @Nullable BugCheck withVerifier(Call call, Irql at) {
        int irql = at.getNumber();
        return switch (call.request()) {
            case KeEnterCriticalRegion enter -> verifier(0x11A, irql, 0, 0);
            case KeLeaveCriticalRegion leave -> verifier(0x11B, irql, 0, 0);
            case KeEnterGuardedRegion enter -> verifier(0x20010, 0, 0, 0);
            case KeLeaveGuardedRegion leave -> verifier(0x20010, 0, 0, 0);
            default -> null;
        };
    }

    private static BugCheck verifier(int subCode, long p2, long p3, long p4) {
        return DRIVER_VERIFIER_DETECTED_VIOLATION.with(subCode, p2, p3, p4);
    }
}
