package dev.irpflow.sim.coverage;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.kernel.IoCompleteRequest;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * On which path each call ends whose operation may outlive its return. What an IRP carries has
 * ended for a call when the completion has passed its stack location: a completion routine that
 * keeps the IRP stops it below.
 */
final class PathWatch {
    private final Completions completions;
    private final OpenOperations open = new OpenOperations();

    // The calls of IoCompleteRequest that have not returned, with the status they found.
    private @Nullable Call[] completing = new Call[8];
    private int[] statuses = new int[8];
    private int depth;

    PathWatch(Completions completions) {
        this.completions = completions;
    }

    /** Another run begins. */
    void clear() {
        open.clear();
        depth = 0;
    }

    /** A call of a routine that begins, ends or cancels operations is delivered. */
    void called(Counted routine, Call call, @Nullable Counted outer) {
        if (routine.mayPend && !routine.makesIrp) {
            begins(routine, call, outer);
        }
        if (call.request() instanceof IoCompleteRequest complete) {
            Irp irp = irp(call, complete.getIrp());
            completing(call, irp == null ? 0 : irp.status().getNumber());
        } else if (routine.ends) {
            ends(routine, call);
        }
        if (call.request() instanceof IoCancelIrp cancel) {
            cancelled(key(call, cancel.getIrp()));
        } else if (call.kind() == CallKind.CANCEL) {
            cancelled(key(call, routine.contract.objectId(call.request())));
        }
    }

    /** A call of such a routine returns. */
    void returned(Counted routine, Return answer) {
        Call call = answer.call();
        if (call.request() instanceof IoCompleteRequest complete) {
            completed(call, complete.getIrp());
        }
        if (!routine.mayPend) {
            completions.atReturn(routine, answer);
            return;
        }
        boolean pends = answer.status() == NtStatus.STATUS_PENDING;
        if (pends) {
            completions.pends(routine);
        }
        int own = routine.makesIrp ? open.of(call) : open.of(carrier(routine, call), call);
        if (own == OpenOperations.NONE) {
            if (!pends) {
                completions.atReturn(routine, answer);
            }
        } else if (open.is(own, OpenOperations.ENDED)) {
            Path path = pends ? Path.BEFORE_RETURN : Path.INLINE;
            completions.ended(routine, call, open.status(own), path);
            open.remove(own);
        } else if (pends) {
            open.mark(own, OpenOperations.PENDING);
        } else {
            completions.atReturn(routine, answer);
            open.remove(own);
        }
    }

    private void begins(Counted routine, Call call, @Nullable Counted outer) {
        long key = carrier(routine, call);
        int location = 0;
        if (routine.isByIrp) {
            Irp irp = irp(call, routine.contract.objectId(call.request()));
            if (irp == null) {
                return;
            }
            boolean isDispatch = routine.contract.kind() == Kind.CALLBACK;
            location = irp.currentLocation() - (isDispatch ? 0 : 1);
            Call service = call.outer();
            if (outer != null && outer.makesIrp && service != null) {
                open.add(key, service, outer, location);
            }
        }
        open.add(key, call, routine, location);
    }

    private void ends(Counted routine, Call call) {
        long key = key(call, routine.contract.objectId(call.request()));
        int number = open.newest(key);
        while (number != OpenOperations.NONE) {
            int older = open.older(number);
            Counted begun = open.routine(number);
            if (begun != null && begun.contract.completedBy().equals(routine.contract.name())) {
                int status =
                        routine.endStatus != null
                                        && call.request().getField(routine.endStatus)
                                                instanceof EnumValueDescriptor given
                                ? given.getNumber()
                                : 0;
                end(number, status);
            }
            number = older;
        }
    }

    private void completed(Call call, long id) {
        int at = depth - 1;
        while (at >= 0 && completing[at] != call) {
            at--;
        }
        if (at < 0) {
            return;
        }
        int status = statuses[at];
        depth--;
        completing[at] = completing[depth];
        statuses[at] = statuses[depth];
        Irp irp = irp(call, id);
        int reached = irp == null ? Integer.MAX_VALUE : irp.currentLocation();
        int number = open.newest(key(call, id));
        while (number != OpenOperations.NONE) {
            int older = open.older(number);
            if (open.location(number) < reached) {
                end(number, status);
            }
            number = older;
        }
    }

    private void end(int number, int status) {
        Call call = open.call(number);
        Counted routine = open.routine(number);
        if (open.is(number, OpenOperations.PENDING) && call != null && routine != null) {
            boolean cancelled = open.is(number, OpenOperations.CANCEL);
            completions.ended(routine, call, status, cancelled ? Path.CANCELLED : Path.PENDED);
            open.remove(number);
        } else if (!open.is(number, OpenOperations.ENDED)) {
            open.ended(number, status);
        }
    }

    private void cancelled(long key) {
        for (int i = open.newest(key); i != OpenOperations.NONE; i = open.older(i)) {
            if (open.is(i, OpenOperations.PENDING)) {
                open.mark(i, OpenOperations.CANCEL);
            }
        }
    }

    private void completing(Call call, int status) {
        if (depth == completing.length) {
            completing = Arrays.copyOf(completing, 2 * depth);
            statuses = Arrays.copyOf(statuses, 2 * depth);
        }
        completing[depth] = call;
        statuses[depth++] = status;
    }

    private static long carrier(Counted routine, Call call) {
        return key(
                call,
                routine.carrier == null
                        ? routine.contract.objectId(call.request())
                        : (Long) call.request().getField(routine.carrier));
    }

    private static long key(Call call, long object) {
        return Site.join(call.to().machine().key(), object);
    }

    private static @Nullable Irp irp(Call call, long id) {
        Irp irp = call.to().machine().objects().find(id, Irp.class);
        return irp == null || irp.isGone() ? null : irp;
    }
}
