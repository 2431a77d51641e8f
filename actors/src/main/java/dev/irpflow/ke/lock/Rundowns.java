package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.RundownReference;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What run-down references of both kinds do. A routine gives the reference that its caller named;
 * null: there is none, and the call is returned.
 */
final class Rundowns {
    private Rundowns() {}

    static boolean protect(RundownReference reference, long times) {
        if (reference.isRundown()) {
            return false;
        }
        reference.acquire(times);
        return true;
    }

    static void release(Call call, @Nullable RundownReference reference, long times, Sink sink) {
        if (reference == null) {
            return;
        }
        if (reference.count() < times) {
            Broken.rule(
                    LockRule.RUNDOWN_NOT_HELD,
                    call,
                    "ends %d protections by %s, which protects %d times"
                            .formatted(times, reference, reference.count()),
                    sink);
        }
        reference.release(Math.min(times, reference.count()));
        for (Call waiting : reference.through()) {
            sink.returns(waiting, NtStatus.STATUS_SUCCESS);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    static void runDown(Call call, @Nullable RundownReference reference, Sink sink) {
        if (reference == null) {
            return;
        }
        reference.runDown();
        if (reference.count() == 0) {
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        } else {
            reference.await(call);
        }
    }

    /** Only after the run-down; then the same reference may serve another object. */
    static void ended(Call call, @Nullable RundownReference reference, boolean another, Sink sink) {
        if (reference == null) {
            return;
        }
        if (!reference.isRundown() || reference.count() > 0) {
            Broken.rule(
                    LockRule.RUNDOWN_NOT_ENDED,
                    call,
                    "calls %s for %s, which is not run down"
                            .formatted(call.contract().name(), reference),
                    sink);
        }
        if (another) {
            reference.renew();
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** A reference that the kernel has allocated is about to go. */
    static void judgeFree(Call call, RundownReference reference, Sink sink) {
        if (reference.count() > 0) {
            Broken.rule(
                    LockRule.RUNDOWN_FREED_IN_USE,
                    call,
                    "frees %s, which protects %d times".formatted(reference, reference.count()),
                    sink);
        }
    }

    /** Tells against whoever uses the routine of the other kind of reference, and returns. */
    static void ofOtherKind(Call call, RundownReference reference, Sink sink) {
        Arguments.missing(reference.id(), RundownReference.class, call, sink);
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }
}
