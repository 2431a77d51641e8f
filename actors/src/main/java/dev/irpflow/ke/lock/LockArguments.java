package dev.irpflow.ke.lock;

import dev.irpflow.ke.routine.Arguments;
import dev.irpflow.ke.routine.Broken;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Lock;
import dev.irpflow.kernel.ObjectTable;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Sink;
import dev.irpflow.kernel.Strand;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks that a call names, and what is told against whoever names a wrong one. */
final class LockArguments {
    private LockArguments() {}

    /** The lock that is to be acquired; null: there is none, and the call is returned. */
    static <T extends KernelObject> @Nullable T acquired(
            long id, Class<T> kind, Call call, Sink sink) {
        return find(id, kind, 0x1008, call, sink);
    }

    /** The lock that is to be released; null: there is none, and the call is returned. */
    static <T extends KernelObject> @Nullable T released(
            long id, Class<T> kind, Call call, Sink sink) {
        return find(id, kind, 0x1009, call, sink);
    }

    static <T extends KernelObject> @Nullable T find(
            long id, Class<T> kind, int mismatch, Call call, Sink sink) {
        ObjectTable objects = sink.machine().objects();
        KernelObject found = objects.find(id);
        if (kind.isInstance(found)) {
            return kind.cast(found);
        }
        if (found instanceof Lock) {
            mismatch(found, mismatch, call, sink);
        } else if (found == null && id != 0 && !objects.wasGiven(id)) {
            Broken.rule(
                    LockRule.LOCK_NOT_INITIALIZED,
                    call,
                    "calls %s with number %d, which nobody initialised"
                            .formatted(call.contract().name(), id),
                    Broken.verifier(0x1002, id, 0, 0),
                    sink);
        } else {
            Arguments.missing(id, kind, call, sink);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS);
        return null;
    }

    /** Tells against whoever uses the routine of another kind of lock. */
    static void mismatch(KernelObject lock, int code, Call call, Sink sink) {
        Broken.rule(
                LockRule.LOCK_OF_ANOTHER_KIND,
                call,
                "calls %s with %s".formatted(call.contract().name(), lock),
                Broken.verifier(code, lock.id(), 0, 0),
                sink);
    }

    /** Tells against whoever releases a lock that it does not hold. */
    static void notHeld(Rule rule, Call call, KernelObject lock, List<Strand> owners, Sink sink) {
        Strand owner = owners.isEmpty() ? null : owners.getFirst();
        Broken.rule(
                rule,
                call,
                "releases %s, which %s"
                        .formatted(lock, owner == null ? "nobody holds" : owner + " holds"),
                owner == null
                        ? Broken.verifier(0x1007, lock.id(), 0, 0)
                        : Broken.verifier(0x1004, lock.id(), owner.id(), call.strand().id()),
                sink);
    }
}
