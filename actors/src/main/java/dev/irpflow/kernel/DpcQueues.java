package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DPCs of a machine: two queues on each processor, of ordinary ones and of threaded ones. Page:
 * windows-driver-docs-pr/kernel/organization-of-dpc-queues.md.
 */
final class DpcQueues {
    private final Scheduler scheduler;
    private @Nullable List<DpcFlush> flushes;

    DpcQueues(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Queues a DPC strand on a processor; its first call is posted already.
     *
     * @param atOnce whether the processing of the queue begins, if it is an ordinary DPC
     */
    void queue(Strand dpc, int processor, boolean atHead, boolean atOnce) {
        Processor on = scheduler.processor(processor);
        scheduler.changes(on);
        dpc.put(on);
        Deque<Strand> queue = dpc.kind() == StrandKind.DPC ? on.dpcQueue() : on.threadedDpcs();
        if (atHead) {
            queue.addFirst(dpc);
        } else {
            queue.addLast(dpc);
        }
        if (atOnce && dpc.kind() == StrandKind.DPC) {
            on.drain();
        }
        scheduler.changed(on);
    }

    /** Takes a DPC out of its queue before it began; false if it began already. */
    boolean unqueue(Strand dpc) {
        Processor on = dpc.processor();
        if (on == null || !(on.dpcQueue().remove(dpc) || on.threadedDpcs().remove(dpc))) {
            return false;
        }
        scheduler.changes(on);
        dpc.writes();
        scheduler.forget(dpc);
        dpc.end();
        scheduler.changed(on);
        ended(dpc);
        return true;
    }

    /** How many DPCs wait in the queue of a processor. */
    int depth(int processor) {
        scheduler.reads(scheduler.processor(processor));
        return scheduler.processor(processor).dpcQueue().size();
    }

    /** What a processor has spent on DPCs. */
    DpcAccount account(int processor) {
        scheduler.changes(scheduler.processor(processor));
        return scheduler.processor(processor).account();
    }

    /** The queue of a processor is processed from now on, until it is empty. */
    void drain(int processor) {
        Processor on = scheduler.processor(processor);
        scheduler.changes(on);
        on.drain();
        scheduler.changed(on);
    }

    /** The DPCs that are queued or run now, on all processors. */
    List<Strand> all() {
        List<Strand> all = new ArrayList<>();
        for (Processor processor : scheduler.all()) {
            scheduler.changes(processor);
            if (processor.dpc() != null) {
                all.add(processor.dpc());
            }
            all.addAll(processor.dpcQueue());
            all.addAll(processor.threadedDpcs());
            Strand thread = processor.thread();
            if (thread != null && thread.kind() == StrandKind.THREADED_DPC) {
                all.add(thread);
            }
        }
        return all;
    }

    /** Whether a DPC of a place is queued or runs now. */
    boolean hasOf(Place owner) {
        for (Strand dpc : all()) {
            Call call = dpc.top();
            if (call != null && call.to() == owner) {
                return true;
            }
        }
        return false;
    }

    /** Tells a flush of each DPC that ends or leaves its queue from now on. */
    void tell(DpcFlush flush) {
        if (flushes == null) {
            flushes = new ArrayList<>(1);
        }
        flushes.add(flush);
    }

    /** A DPC has ended, or left its queue before it began. */
    void ended(Strand dpc) {
        if (flushes != null && flushes.removeIf(flush -> flush.ends(dpc)) && flushes.isEmpty()) {
            flushes = null;
        }
    }
}
