package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which strands of one machine may run next. A DPC stacks above the thread of its processor
 * wherever IRQL is below DISPATCH_LEVEL; a thread at DISPATCH_LEVEL keeps its processor; other
 * threads take turns, and any of them may be chosen.
 */
final class Scheduler {
    private static final long PROCESSOR = Site.key("processor");
    private static final long PLACEMENT = Site.key("placement of threads");

    private final Processor[] processors;
    private final List<Strand> withWork = new ArrayList<>(); // strands with a message to deliver
    private final Pool pool;
    private final Footprint footprint;
    private final long key;
    private final long placement; // a cell: which thread is on which of several processors

    Scheduler(int count, long machine, Pool pool) {
        processors = new Processor[count];
        for (int i = 0; i < count; i++) {
            processors[i] = new Processor(i);
        }
        this.pool = pool;
        this.footprint = pool.footprint();
        this.key = Site.join(machine, PROCESSOR);
        this.placement = Site.join(machine, PLACEMENT);
    }

    int processors() {
        return processors.length;
    }

    /** A strand has got a message to deliver. */
    void hasWork(Strand strand) {
        withWork.add(strand);
        if (mayRun(strand)) {
            pool.add(strand);
        }
    }

    /** Queues a DPC strand on a processor; its first call is posted already. */
    void queueDpc(Strand dpc, int processor, boolean atHead) {
        Processor on = processors[processor];
        changes(on);
        dpc.put(on);
        if (atHead) {
            on.dpcQueue().addFirst(dpc);
        } else {
            on.dpcQueue().addLast(dpc);
        }
        reconsider();
    }

    /** Takes a DPC out of its queue before it began; false if it began already. */
    boolean unqueueDpc(Strand dpc) {
        Processor on = dpc.processor();
        if (on == null || !on.dpcQueue().remove(dpc)) {
            return false;
        }
        changes(on);
        dpc.writes();
        withWork.remove(dpc);
        pool.remove(dpc);
        dpc.end();
        reconsider();
        return true;
    }

    /** Delivers the next message of a strand that the pool has taken. */
    void run(Strand strand) {
        withWork.remove(strand);
        strand.writes();
        if (strand.processor() == null || isQueuedDpc(strand)) {
            place(strand);
        } else if (footprint.isOn() && strand.kind() != StrandKind.DPC) {
            footprint.read(cell(strand.processorNumber()));
        }
        Turn turn = strand.turn();
        if (turn == null) {
            strand.machine().deliver(strand.unpost());
        } else {
            strand.takesTurn();
            strand.machine().take(strand, turn);
        }
    }

    /** Takes the next message of a strand for its own code, which goes on with it at once. */
    void consume(Strand strand) {
        withWork.remove(strand);
        strand.writes();
        if (footprint.isOn() && strand.kind() != StrandKind.DPC) {
            footprint.read(cell(strand.processorNumber()));
        }
        if (strand.turn() == null) {
            strand.unpost();
        } else {
            strand.takesTurn();
        }
    }

    /** After a message has been processed: a strand without work waits, or has ended. */
    void settle(Strand strand) {
        if (strand.hasNext() || strand.isSpinning() || strand.isStalled()) {
            return;
        }
        Processor on = strand.processor();
        if (on == null || (strand.kind() == StrandKind.DPC && !strand.isEnded())) {
            return; // a DPC that waits is a violation, told by the checks; it keeps its processor
        }
        if (strand.kind() == StrandKind.DPC || strand.isAtDispatch()) {
            changes(on);
        } else {
            moves();
        }
        on.leave(strand);
        strand.put(null);
        reconsider();
    }

    /** The IRQL of a strand is about to change, which may open its processor to others or not. */
    void levelChanges(Strand strand, Irql to) {
        Processor on = strand.processor();
        boolean dispatch = to.compareTo(Irql.DISPATCH_LEVEL) >= 0;
        if (on != null && dispatch != strand.isAtDispatch()) {
            changes(on);
        }
    }

    // What other strands can see of a processor is whether it is open to them. A thread that can be
    // preempted leaves it open, so that the turns of such threads do not depend on each other; only
    // on several processors it matters where each of them is.
    private void changes(Processor processor) {
        if (footprint.isOn()) {
            footprint.write(cell(processor.number()));
        }
    }

    private void moves() {
        if (processors.length > 1) {
            footprint.write(placement);
        }
    }

    private long cell(int processor) {
        return Site.join(key, processor);
    }

    /** Looks again at every strand with work: IRQL, queues or processors have changed. */
    void reconsider() {
        for (int i = 0; i < withWork.size(); i++) {
            Strand strand = withWork.get(i);
            boolean may = mayRun(strand);
            if (may && !strand.isReady()) {
                pool.add(strand);
            } else if (!may && strand.isReady()) {
                pool.remove(strand);
            }
        }
    }

    /** The strand that keeps another one from running; null if none does. */
    @Nullable Strand keeps(Strand waiting) {
        Processor on = waiting.processor();
        if (on == null) {
            return waiting.hasNext() ? keepsEvery() : null;
        }
        if (on.dpc() != null) {
            return on.dpc() == waiting ? null : on.dpc();
        }
        return on.isHeldByThread() && on.thread() != waiting ? on.thread() : null;
    }

    // One of the strands that spin for a lock, if such strands have every processor.
    private @Nullable Strand keepsEvery() {
        Strand spinner = null;
        for (Processor processor : processors) {
            Strand on = processor.dpc() != null ? processor.dpc() : processor.thread();
            if (on == null || !on.isSpinning()) {
                return null;
            }
            spinner = on;
        }
        return spinner;
    }

    /** Forgets all strands: the machine has died. */
    void clear() {
        for (Strand strand : withWork) {
            pool.remove(strand);
        }
        withWork.clear();
        for (Processor processor : processors) {
            processor.clear();
        }
    }

    private boolean mayRun(Strand strand) {
        Processor on = strand.processor();
        if (strand.kind() == StrandKind.DPC) {
            return on != null
                    && (on.dpc() == strand
                            || (on.isOpenToDpc() && on.dpcQueue().peekFirst() == strand));
        }
        if (on != null) {
            return on.dpc() == null && (on.dpcQueue().isEmpty() || strand.isAtDispatch());
        }
        return openProcessor(strand) != null;
    }

    private void place(Strand strand) {
        if (strand.kind() == StrandKind.DPC) {
            Processor on = processors[strand.processorNumber()];
            changes(on);
            on.dpcQueue().remove(strand);
            on.run(strand);
        } else {
            Processor on = openProcessor(strand);
            if (on == null) {
                throw new IllegalStateException("no processor is open to " + strand);
            }
            Strand previous = on.thread();
            placed(previous);
            if (previous != null) {
                previous.put(null); // preempted: it goes on wherever a processor is open
            }
            on.run(strand);
            strand.put(on);
        }
        reconsider();
    }

    private void placed(@Nullable Strand previous) {
        if (!footprint.isOn()) {
            return;
        }
        for (int i = 0; i < processors.length; i++) {
            footprint.read(cell(i)); // which of them are open
        }
        moves();
        if (processors.length > 1 && previous != null) {
            previous.writes();
        }
    }

    // The last processor if it is idle, else any idle one, else one whose thread can be preempted.
    private @Nullable Processor openProcessor(Strand strand) {
        Processor last = processors[strand.processorNumber()];
        if (last.isOpenToThread() && last.thread() == null) {
            return last;
        }
        Processor preemptable = last.isOpenToThread() ? last : null;
        if (strand.isPinned()) {
            return preemptable;
        }
        for (Processor processor : processors) {
            if (processor.isOpenToThread()) {
                if (processor.thread() == null) {
                    return processor;
                }
                if (preemptable == null) {
                    preemptable = processor;
                }
            }
        }
        return preemptable;
    }

    private static boolean isQueuedDpc(Strand strand) {
        Processor on = strand.processor();
        return strand.kind() == StrandKind.DPC && on != null && on.dpc() != strand;
    }
}
