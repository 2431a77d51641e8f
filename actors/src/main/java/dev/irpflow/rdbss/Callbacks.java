package dev.irpflow.rdbss;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Sink;

/**
 * The calls of a mini-redirector's routines. A NULL slot is never called: the request goes on with
 * STATUS_NOT_IMPLEMENTED. Page:
 * windows-driver-docs-pr/ifs/the-kernel-network-mini-redirector-driver.md.
 */
final class Callbacks {
    private final Rdbss rdbss;

    Callbacks(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /**
     * Calls a routine for a request, unless that is cancelled: then nothing more is begun for it.
     */
    void call(RxContext rx, GeneratedMessage request, Step step, Sink sink) {
        if (rx.isCancelled() && rx.minirdr().has(request)) {
            rdbss.resume(step, Answer.CANCELLED, sink);
        } else {
            callThrough(rx, request, step, sink);
        }
    }

    /** Calls a routine that undoes what was done: cancelled or not. */
    void callThrough(RxContext rx, GeneratedMessage request, Step step, Sink sink) {
        if (rx.minirdr().has(request)) {
            sink.call(rx.call(), CallKind.CALL, rx.minirdr().driver(), request, step);
        } else {
            rdbss.resume(step, Answer.NOT_IMPLEMENTED, sink);
        }
    }

    /** Calls a routine whose slot RDBSS does not look at: NULL is the driver's error. */
    void callRequired(RxContext rx, GeneratedMessage request, Step step, Sink sink) {
        if (!rx.minirdr().has(request)) {
            rdbss.requiredSlot(rx, RoutineContract.of(request).name(), sink);
        }
        call(rx, request, step, sink);
    }
}
