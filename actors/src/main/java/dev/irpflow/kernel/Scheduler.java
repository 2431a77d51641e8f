// This file is one thing because whether a strand may run depends on all that it holds.
package dev.irpflow.kernel;

import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Pool;
import dev.irpflow.stage.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which strands of one machine may run next. A DPC stacks above the thread of its processor
 * wherever IRQL is below DISPATCH_LEVEL; a thread at DISPATCH_LEVEL keeps its processor; other
 * threads take turns, and any of them may be chosen.
 */
final class Scheduler {
    private static final long PROCESSOR = Site.key("processor");
    private static final long OCCUPANT = Site.key("thread of a processor");
    private static final String WHICH = "processor of a thread";

    private final Processor[] processors;
    private final ReadyList withWork = new ReadyList();
    private final Pool pool;
    private final Footprint footprint;
    private final long key;
    private final long occupants; // cells: which thread is on each of several processors
    private int open; // how many processors a thread can get on
    private boolean binds; // threads that run on some processors only are there
    private boolean paused; // nothing runs
    private final DpcQueues dpcs = new DpcQueues(this);
    private @Nullable SlowProcessors slow; // null: they take no time

    Scheduler(int count, long machine, Pool pool) {
        processors = new Processor[count];
        for (int i = 0; i < count; i++) {
            processors[i] = new Processor(i);
            processors[i].counted(true);
        }
        this.open = count;
        this.pool = pool;
        this.footprint = pool.footprint();
        this.key = Site.join(machine, PROCESSOR);
        this.occupants = Site.join(machine, OCCUPANT);
    }

    int processors() {
        return processors.length;
    }

    /** The queues of DPCs, one on each processor. */
    DpcQueues dpcs() {
        return dpcs;
    }

    Processor processor(int number) {
        return processors[number];
    }

    /** Notes that the state of a processor is read. */
    void reads(Processor processor) {
        if (footprint.isOn()) {
            footprint.read(cell(processor.number()));
        }
    }

    /** Nothing is to be delivered to a strand any more. */
    void forget(Strand strand) {
        withWork.remove(strand);
        pool.remove(strand);
    }

    List<Processor> all() {
        return List.of(processors);
    }

    /** A strand has got a message to deliver. */
    void hasWork(Strand strand) {
        withWork.add(strand);
        if (mayRun(strand)) {
            pool.add(strand);
        }
    }

    /** Lets nothing run, or everything again. */
    void pause(boolean yes) {
        paused = yes;
        reconsider();
    }

    /** What makes its processors slow, made at first mention. */
    SlowProcessors slow() {
        if (slow == null) {
            slow = new SlowProcessors(this, pool);
        }
        return slow;
    }

    /** Whether a message takes them a time. */
    boolean isSlow() {
        return slow != null && slow.isOn();
    }

    /** Delivers the next message of a strand that the pool has taken. */
    void run(Strand strand) {
        begin(strand);
        if (slow != null && slow.takes(strand)) {
            return;
        }
        deliver(strand);
    }

    // It is on a processor from here on.
    private void begin(Strand strand) {
        withWork.remove(strand);
        strand.writes();
        if (strand.processor() == null || isQueuedDpc(strand)) {
            place(strand);
        } else if (footprint.isOn() && strand.kind() != StrandKind.DPC) {
            footprint.read(cell(strand.processorNumber()));
        }
    }

    /** Delivers the next message of a strand that is on its processor. */
    void deliver(Strand strand) {
        Turn turn = strand.turn();
        if (turn == null) {
            strand.machine().strands().deliver(strand.unpost());
        } else {
            strand.takesTurn();
            strand.machine().strands().take(strand, turn);
        }
    }

    /** Takes the next message of a strand for its own code, which goes on with it at once. */
    void consume(Strand strand) {
        withWork.remove(strand);
        strand.writes();
        if (strand.processor() == null) {
            place(strand); // it had to leave its processor
        } else if (footprint.isOn() && strand.kind() != StrandKind.DPC) {
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
        leave(strand, on);
        if (strand.isEnded() && strand.kind() != StrandKind.THREAD) {
            dpcs.ended(strand);
        }
    }

    private void leave(Strand strand, Processor on) {
        if (strand.kind() != StrandKind.THREAD || strand.isAtDispatch()) {
            changes(on);
        }
        if (strand.kind() != StrandKind.DPC) {
            moves(on);
        }
        on.leave(strand);
        strand.put(null);
        changed(on);
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
    void changes(Processor processor) {
        if (footprint.isOn()) {
            footprint.write(cell(processor.number()));
        }
    }

    private void moves(Processor processor) {
        if (footprint.isOn() && processors.length > 1) {
            footprint.write(Site.join(occupants, processor.number()));
        }
    }

    private long cell(int processor) {
        return Site.join(key, processor);
    }

    /** The IRQL of a strand has changed. */
    void levelChanged(Strand strand) {
        Processor on = strand.processor();
        if (on == null) {
            return;
        }
        if (strand.affinity() != 0 && isBarred(strand, on)) {
            leave(strand, on);
        } else {
            changed(on);
        }
    }

    /** The processors that a thread may run on are others: it leaves one that is not among them. */
    void isBound(Strand strand) {
        binds = true;
        Processor on = strand.processor();
        if (on != null && isBarred(strand, on)) {
            leave(strand, on);
        }
        reconsider();
    }

    // At DISPATCH_LEVEL or above a thread stays where it is.
    private static boolean isBarred(Strand strand, Processor on) {
        return strand.kind() != StrandKind.DPC
                && !strand.isAtDispatch()
                && !strand.mayRunOn(on.number());
    }

    // Its thread, its DPCs or their IRQL are others than before. Only who is on it or queued for it
    // can tell, unless all threads that are on no processor gain or lose their only way to one.
    void changed(Processor processor) {
        boolean isOpen = processor.isOpenToThread();
        if (isOpen != processor.isCounted()) {
            processor.counted(isOpen);
            open += isOpen ? 1 : -1;
            if (binds || open == (isOpen ? 1 : 0)) {
                reconsider();
                return;
            }
        }
        look(processor.thread());
        look(processor.dpc());
        for (Strand dpc : processor.dpcQueue()) {
            look(dpc);
        }
        if (processor.hasThreadedDpcs()) {
            processor.threadedDpcs().forEach(this::look);
        }
    }

    // Those that stop come first and from the end, where a removal costs the pool least.
    private void reconsider() {
        for (Strand strand = withWork.last(); strand != null; strand = strand.workBefore) {
            if (strand.isReady() && !mayRun(strand)) {
                pool.remove(strand);
            }
        }
        for (Strand strand = withWork.first(); strand != null; strand = strand.workAfter) {
            if (!strand.isReady() && mayRun(strand)) {
                pool.add(strand);
            }
        }
    }

    private void look(@Nullable Strand strand) {
        if (strand == null || !strand.hasWork) {
            return;
        }
        boolean may = mayRun(strand);
        if (may && !strand.isReady()) {
            pool.add(strand);
        } else if (!may && strand.isReady()) {
            pool.remove(strand);
        }
    }

    /** Forgets all strands: the machine has died. */
    void clear() {
        for (Strand strand = withWork.last(); strand != null; strand = withWork.last()) {
            pool.remove(strand);
            withWork.remove(strand);
        }
        for (Processor processor : processors) {
            processor.clear();
            processor.counted(true);
        }
        open = processors.length;
    }

    private boolean mayRun(Strand strand) {
        Processor on = strand.processor();
        if (paused || (on != null && on.isBusy())) {
            return false;
        }
        return switch (strand.kind()) {
            case DPC ->
                    on != null
                            && (on.dpc() == strand
                                    || (on.isOpenToDpc() && on.dpcQueue().peekFirst() == strand));
            case THREADED_DPC -> mayRunThreaded(strand, on);
            case THREAD, WORK_ITEM -> on == null ? isOpenTo(strand) : on.lets(strand);
        };
    }

    private boolean mayRunThreaded(Strand strand, @Nullable Processor on) {
        if (on != null && on.thread() == strand) {
            return on.lets(strand);
        }
        Processor target = processors[strand.processorNumber()];
        return target.isOpenToThreadedDpc()
                && (on == null || target.threadedDpcs().peekFirst() == strand);
    }

    private boolean isOpenTo(Strand strand) {
        if (strand.affinity() == 0 || open == 0) {
            return open > 0;
        }
        for (Processor processor : processors) {
            if (strand.mayRunOn(processor.number()) && processor.isOpenToThread()) {
                return true;
            }
        }
        return false;
    }

    private void place(Strand strand) {
        switch (strand.kind()) {
            case DPC -> {
                Processor on = processors[strand.processorNumber()];
                changes(on);
                on.dpcQueue().remove(strand);
                on.run(strand);
                changed(on);
            }
            case THREADED_DPC -> {
                Processor on = processors[strand.processorNumber()];
                changes(on);
                on.threadedDpcs().remove(strand);
                putOn(on, strand);
            }
            case THREAD, WORK_ITEM -> {
                Processor on = openProcessor(strand);
                if (on == null) {
                    throw new IllegalStateException("no processor is open to " + strand);
                }
                putOn(on, strand);
            }
        }
    }

    private void putOn(Processor on, Strand strand) {
        Strand previous = on.thread();
        placed(strand, on, previous);
        if (previous != null) {
            previous.put(null); // preempted: it goes on wherever a processor is open
        }
        on.run(strand);
        strand.put(on);
        changed(on);
        look(previous);
    }

    private void placed(Strand strand, Processor on, @Nullable Strand previous) {
        if (!footprint.isOn()) {
            return;
        }
        for (int i = 0; i < processors.length; i++) {
            if (strand.mayRunOn(i)) {
                footprint.read(cell(i)); // which of them are open
                footprint.read(Site.join(occupants, i)); // which of them are idle
            }
        }
        moves(on);
        if (processors.length > 1 && previous != null) {
            previous.writes();
        }
    }

    // An idle one, if there is any, else the last one or the lowest whose thread can be preempted.
    private @Nullable Processor openProcessor(Strand strand) {
        Processor last = processors[strand.processorNumber()];
        int idle = 0;
        Processor lowest = null;
        Processor preemptable =
                last.isOpenToThread() && strand.mayRunOn(last.number()) ? last : null;
        for (Processor processor : processors) {
            if (!strand.mayRunOn(processor.number())) {
                continue;
            }
            if (processor.isIdle()) {
                idle++;
                lowest = lowest == null ? processor : lowest;
            } else if (preemptable == null && processor.isOpenToThread()) {
                preemptable = processor;
            }
        }
        if (lowest == null) {
            return preemptable;
        }
        Processor boring = last.isIdle() && strand.mayRunOn(last.number()) ? last : lowest;
        return idle == 1 ? boring : chosen(strand, boring, idle);
    }

    // Threads migrate: which of several idle processors takes one is a legal choice.
    private Processor chosen(Strand strand, Processor boring, int idle) {
        int answer = strand.machine().chooseWay(strand.origin(), WHICH, idle, strand.top());
        int others = 0;
        for (Processor processor : processors) {
            if (answer > 0
                    && processor != boring
                    && processor.isIdle()
                    && strand.mayRunOn(processor.number())
                    && ++others == answer) {
                return processor;
            }
        }
        return boring;
    }

    private static boolean isQueuedDpc(Strand strand) {
        Processor on = strand.processor();
        return on != null
                && switch (strand.kind()) {
                    case DPC -> on.dpc() != strand;
                    case THREADED_DPC -> on.thread() != strand;
                    case THREAD, WORK_ITEM -> false;
                };
    }
}
