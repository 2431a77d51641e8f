package dev.irpflow.rdbss;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.rdbss.RxDispatchToWorkerThread;
import dev.irpflow.protocol.rdbss.RxWorkerthreadRoutine;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * Work on the workers of RDBSS, the file system process (FSP): requests that were posted, the
 * scavenger, cancellations, and what a mini-redirector dispatches. Pages:
 * wdk-ddi-src/content/rxprocs/nf-rxprocs-rxfsdpostrequest.md and
 * windows-driver-docs-pr/ifs/work-queue-dispatching-mechanisms.md.
 */
final class Posting {
    /** What a work item or a timer of RDBSS is for. */
    sealed interface WorkStep extends Step {}

    /** A request goes on at a step, in a worker thread. */
    record Posted(RxContext rx, Step next) implements WorkStep {}

    /** A request is to be posted, and to begin again in a worker. */
    record Repost(RxContext rx) implements WorkStep {}

    /** The scavenger's time has come; the timer's DPC has the same tag as the work that follows. */
    record Scavenge(Minirdr minirdr) implements WorkStep {}

    /** The scavenger has closed what was due. */
    record Closed(RxContext rx) implements WorkStep {}

    /** The scavenger is done. */
    record Scavenged(RxContext rx) implements WorkStep {}

    /** A request was cancelled: its mini-redirector is to hear of it. */
    record CancelPosted(RxContext rx) implements WorkStep {}

    /** A routine that a mini-redirector dispatched. */
    record Dispatched(Place driver, long routine, @Nullable Long context) implements WorkStep {}

    /** A routine that a mini-redirector dispatched has returned. */
    record DispatchedReturned(Call worker) implements WorkStep {}

    private final Rdbss rdbss;

    Posting(Rdbss rdbss) {
        this.rdbss = rdbss;
    }

    /**
     * RxFsdPostRequest: the IRP is marked pending and goes on in a worker; the dispatch routine
     * ends with STATUS_PENDING. Simplified: one queue serves all; Windows has three, and an
     * overflow queue.
     */
    void post(RxContext rx, Step next, Sink sink) {
        Call call = rx.call();
        rx.pend();
        queue(rx, next, sink);
        rdbss.dispatching().returnFrom(call, NtStatus.STATUS_PENDING, sink);
    }

    /** Goes on with a request in a worker, whose dispatch routine has returned already. */
    void queue(RxContext rx, Step next, Sink sink) {
        rx.enter(RxContext.Process.WORKER);
        sink.workItem("rdbss-worker", new Posted(rx, next));
    }

    /** RxDispatchToWorkerThread. */
    void dispatchToWorkerThread(Call call, RxDispatchToWorkerThread request, Sink sink) {
        Long context = request.hasContext() ? request.getContext() : null;
        sink.workItem("rdbss-worker", new Dispatched(call.from(), request.getRoutine(), context));
        sink.returns(call, NtStatus.STATUS_SUCCESS);
    }

    /** A timer's DPC: the work is done in a worker, where it may wait. */
    void expired(Call dpc, Sink sink) {
        if (dpc.tag() instanceof Scavenge work) {
            sink.workItem("rdbss-scavenger", work);
        }
        sink.returns(dpc, NtStatus.STATUS_SUCCESS);
    }

    /** A worker has begun with a work item. */
    void work(Call worker, Sink sink) {
        switch ((WorkStep) worker.tag()) {
            case Posted work -> {
                work.rx().continuesIn(worker);
                rdbss.resume(work.next(), Answer.GO_ON, sink);
            }
            case Scavenge work -> {
                RxContext rx =
                        rdbss.dispatching().begin(new RxContext(work.minirdr(), worker), sink);
                rdbss.scavenging().closeDue(rx, new Closed(rx), sink);
            }
            case CancelPosted work -> rdbss.cancelling().inform(work.rx(), worker, sink);
            case Dispatched work -> run(work, worker, sink);
            case Repost step -> throw noWorkItem(step);
            case Closed step -> throw noWorkItem(step);
            case Scavenged step -> throw noWorkItem(step);
            case DispatchedReturned step -> throw noWorkItem(step);
            case null -> throw new IllegalStateException("a work item without work");
        }
    }

    void resume(WorkStep step, Sink sink) {
        switch (step) {
            case Closed closed ->
                    rdbss.finalising().run(closed.rx(), new Scavenged(closed.rx()), sink);
            case Scavenged scavenged -> {
                RxContext rx = scavenged.rx();
                rdbss.scavenging().again(rx.minirdr(), sink);
                rdbss.dispatching().leave(rx, rx.call(), sink);
            }
            case DispatchedReturned returned ->
                    sink.returns(returned.worker(), NtStatus.STATUS_SUCCESS);
            case Repost repost -> post(repost.rx(), new Dispatching.Run(repost.rx()), sink);
            case Posted work -> queue(work.rx(), work.next(), sink);
            case Scavenge work -> throw noStep(work);
            case CancelPosted work -> throw noStep(work);
            case Dispatched work -> throw noStep(work);
        }
    }

    private static IllegalStateException noWorkItem(WorkStep step) {
        return new IllegalStateException(step + " is no work item");
    }

    private static IllegalStateException noStep(WorkStep work) {
        return new IllegalStateException(work + " is a work item, and no step of a request");
    }

    private static void run(Dispatched work, Call worker, Sink sink) {
        RxWorkerthreadRoutine.Builder request =
                RxWorkerthreadRoutine.newBuilder().setRoutine(work.routine());
        if (work.context() != null) {
            request.setContext(work.context());
        }
        sink.call(
                worker,
                CallKind.CALL,
                work.driver(),
                request.build(),
                new DispatchedReturned(worker));
    }
}
