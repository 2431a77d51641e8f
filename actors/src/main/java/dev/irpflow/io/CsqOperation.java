package dev.irpflow.io;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.CancelSafeQueue;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.IoCsqAcquireLock;
import dev.irpflow.protocol.kernel.IoCsqCompleteCanceledIrp;
import dev.irpflow.protocol.kernel.IoCsqReleaseLock;
import dev.irpflow.protocol.kernel.IoCsqRemoveIrpRoutine;

/**
 * One call of a routine of a cancel-safe queue, from CsqAcquireLock to CsqReleaseLock and, for an
 * IRP that was cancelled, CsqCompleteCanceledIrp.
 */
abstract class CsqOperation {
    /** Which routine of the driver has returned. */
    enum Point {
        ACQUIRED,
        INSERTED,
        PEEKED,
        REMOVED,
        RELEASED,
        COMPLETED
    }

    private final Call call;
    private final CancelSafeQueue queue;
    private Irql old = Irql.PASSIVE_LEVEL;

    CsqOperation(Call call, CancelSafeQueue queue) {
        this.call = call;
        this.queue = queue;
    }

    Call call() {
        return call;
    }

    CancelSafeQueue queue() {
        return queue;
    }

    /** The operation begins: the driver takes its lock. */
    void begin(Sink sink) {
        calls(
                IoCsqAcquireLock.newBuilder()
                        .setCsq(queue.id())
                        .setRoutine(queue.code().acquire())
                        .build(),
                Point.ACQUIRED,
                sink);
    }

    /** A routine of the driver has returned. */
    void goesOn(Point point, Return answer, Sink sink) {
        switch (point) {
            case ACQUIRED -> {
                old = answer.out(IoCsqAcquireLock.Out.class).getIrql();
                locked(sink);
            }
            case INSERTED -> inserted(answer, sink);
            case PEEKED -> peeked(answer, sink);
            case REMOVED -> removed(sink);
            case RELEASED -> released(sink);
            case COMPLETED -> completed(sink);
        }
    }

    /** The driver's lock is held. */
    abstract void locked(Sink sink);

    void inserted(Return answer, Sink sink) {
        throw new IllegalStateException("inserts nothing");
    }

    void peeked(Return answer, Sink sink) {
        throw new IllegalStateException("looks for nothing");
    }

    /** The IRP is out of the driver's queue. */
    void removed(Sink sink) {
        release(sink);
    }

    /** The driver's lock is held no longer. */
    abstract void released(Sink sink);

    /** The driver has completed an IRP that was cancelled. */
    void completed(Sink sink) {
        throw new IllegalStateException("completes nothing");
    }

    final void remove(Irp irp, Sink sink) {
        calls(
                IoCsqRemoveIrpRoutine.newBuilder()
                        .setCsq(queue.id())
                        .setIrp(irp.id())
                        .setRoutine(queue.code().remove())
                        .build(),
                Point.REMOVED,
                sink);
    }

    final void release(Sink sink) {
        calls(
                IoCsqReleaseLock.newBuilder()
                        .setCsq(queue.id())
                        .setIrql(old)
                        .setRoutine(queue.code().release())
                        .build(),
                Point.RELEASED,
                sink);
    }

    final void complete(Irp irp, Sink sink) {
        calls(
                IoCsqCompleteCanceledIrp.newBuilder()
                        .setCsq(queue.id())
                        .setIrp(irp.id())
                        .setRoutine(queue.code().complete())
                        .build(),
                Point.COMPLETED,
                sink);
    }

    final void calls(GeneratedMessage request, Point after, Sink sink) {
        sink.call(call, CallKind.CALL, queue.owner(), request, new Step.Csq(this, after));
    }
}
