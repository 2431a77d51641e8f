package dev.irpflow.kernel;

import static dev.irpflow.kernel.BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION;
import static dev.irpflow.kernel.BugCheckCode.KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.ExAcquireFastMutex;
import dev.irpflow.protocol.kernel.ExAcquireFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExAcquirePushLockExclusive;
import dev.irpflow.protocol.kernel.ExAcquirePushLockShared;
import dev.irpflow.protocol.kernel.ExAcquireResourceExclusiveLite;
import dev.irpflow.protocol.kernel.ExAcquireResourceSharedLite;
import dev.irpflow.protocol.kernel.ExAcquireSharedStarveExclusive;
import dev.irpflow.protocol.kernel.ExAcquireSharedWaitForExclusive;
import dev.irpflow.protocol.kernel.ExReleaseFastMutex;
import dev.irpflow.protocol.kernel.ExReleaseFastMutexUnsafe;
import dev.irpflow.protocol.kernel.ExTryToAcquireFastMutex;
import dev.irpflow.protocol.kernel.KeAcquireGuardedMutex;
import dev.irpflow.protocol.kernel.KeEnterCriticalRegion;
import dev.irpflow.protocol.kernel.KeLeaveCriticalRegion;
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
            case ExAcquireFastMutex acquire -> verifier(0x33, irql, acquire.getFastMutex(), 0);
            case ExTryToAcquireFastMutex acquire -> verifier(0x33, irql, acquire.getFastMutex(), 0);
            case ExReleaseFastMutex release -> counted(0x34, call, release.getFastMutex());
            case ExAcquireFastMutexUnsafe acquire -> counted(0x39, call, acquire.getFastMutex());
            case ExReleaseFastMutexUnsafe release -> counted(0x3A, call, release.getFastMutex());
            default -> null;
        };
    }

    /** With Driver Verifier off: whoever takes a lock that others wait for must be able to wait. */
    static @Nullable BugCheck withoutVerifier(Call call, Irql at) {
        long lock =
                switch (call.request()) {
                    case ExAcquireFastMutex acquire -> acquire.getFastMutex();
                    case KeAcquireGuardedMutex acquire -> acquire.getMutex();
                    case ExAcquirePushLockExclusive acquire -> acquire.getLock();
                    case ExAcquirePushLockShared acquire -> acquire.getLock();
                    case ExAcquireResourceExclusiveLite acquire -> acquire.getResource();
                    case ExAcquireResourceSharedLite acquire -> acquire.getResource();
                    case ExAcquireSharedStarveExclusive acquire -> acquire.getResource();
                    case ExAcquireSharedWaitForExclusive acquire -> acquire.getResource();
                    default -> 0;
                };
        return lock == 0
                ? null
                : KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL.with(
                        call.strand().id(), lock, at.getNumber(), 0);
    }

    private static BugCheck counted(int subCode, Call call, long mutex) {
        Strand strand = call.strand();
        return verifier(subCode, strand.irql().getNumber(), strand.apcDisable().combined(), mutex);
    }

    private static BugCheck verifier(int subCode, long p2, long p3, long p4) {
        return DRIVER_VERIFIER_DETECTED_VIOLATION.with(subCode, p2, p3, p4);
    }
}
