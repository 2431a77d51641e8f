package dev.irpflow.ke.lock;

import static dev.irpflow.kernel.BugCheckCode.SPIN_LOCK_ALREADY_OWNED;

import dev.irpflow.ke.routine.Broken;
import dev.irpflow.ke.routine.KeRule;
import dev.irpflow.kernel.BugCheck;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.HeldLocks;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Sink;

/**
 * Holds those who take a lock to the order that was seen before. ERESOURCE is left out, as Driver
 * Verifier does: windows-driver-docs-pr/devtest/deadlock-detection.md.
 */
public final class LockOrders {
    private LockOrders() {}

    /** A lock is about to be taken by a routine that waits for it. */
    public static void judge(Call call, KernelObject lock, Sink sink) {
        if (!call.strand().holdsLocks()) {
            return;
        }
        sink.machine().footprint().write(sink.self().cell()); // the orders seen so far
        for (HeldLocks.Held held : call.strand().locks().all()) {
            if (held.kind().isOrdered()
                    && held.lock() != lock
                    && !sink.machine().lockOrder().take(lock.id(), held.lock().id())) {
                Broken.rule(
                        KeRule.LOCK_ORDER,
                        call,
                        "takes %s while it holds %s; the opposite order was seen before"
                                .formatted(lock, held.lock()),
                        Broken.verifier(0x1001, lock.id(), 0, 0),
                        sink);
                return;
            }
        }
    }

    /** What Driver Verifier shows of a spin lock that is given back by the wrong routine. */
    static BugCheck wrongRelease(Sink sink) {
        boolean asListed = sink.machine().settings().choices().isUsual(LockChoice.RELEASE_CODE);
        return Broken.verifier(asListed ? 0x4000A : 0x4000B, 0, 0, 0);
    }

    /** A strand takes a spin lock that it has: it would wait for itself. */
    static void again(Call call, KernelObject lock, Sink sink) {
        Broken.rule(
                KeRule.LOCK_RECURSION,
                call,
                "takes %s again on %s".formatted(lock, call.strand()),
                SPIN_LOCK_ALREADY_OWNED.with(0, 0, 0, 0),
                sink);
    }
}
