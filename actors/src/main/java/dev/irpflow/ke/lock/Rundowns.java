package dev.irpflow.ke.lock;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.RundownReference;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * What run-down references of one kind do; the other kind has routines of its own, and a reference
 * of it is told of.
 */
final class Rundowns {
    /** Makes the answer of an acquire: whether the object is protected now. */
    @FunctionalInterface
    interface Answer {
        GeneratedMessage of(boolean isProtected);
    }

    private final RundownReference.Counts kind;

    Rundowns(RundownReference.Counts kind) {
        this.kind = kind;
    }

    /** The reference of a number; null: the caller was told, and the call is returned. */
    @Nullable RundownReference named(Call call, long id, Sink sink) {
        RundownReference reference = Arguments.object(id, RundownReference.class, call, sink);
        if (reference != null && reference.counts() != kind) {
            ofOtherKind(call, reference, sink);
            return null;
        }
        return reference;
    }

    void acquire(Call call, long id, long times, Answer answer, Sink sink) {
        RundownReference reference = named(call, id, sink);
        if (reference == null) {
            return;
        }
        boolean isProtected = !reference.isRundown();
        if (isProtected) {
            reference.acquire(times);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, answer.of(isProtected));
    }

    void release(Call call, long id, long times, Sink sink) {
        RundownReference reference = named(call, id, sink);
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

    void runDown(Call call, long id, Sink sink) {
        RundownReference reference = named(call, id, sink);
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
    void ended(Call call, long id, boolean another, Sink sink) {
        RundownReference reference = named(call, id, sink);
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
