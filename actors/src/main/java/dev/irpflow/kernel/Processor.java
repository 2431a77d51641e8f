package dev.irpflow.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A processor: at most one thread on it, at most one DPC above that, and its queues of DPCs. */
final class Processor {
    private final int number;
    private final Deque<Strand> dpcQueue = new ArrayDeque<>(4);
    private @Nullable Deque<Strand> threadedDpcs; // that have not begun
    private boolean drains; // whether the queue is being processed
    private boolean counted; // among those that are open to threads, by the scheduler
    private @Nullable Strand thread;
    private @Nullable Strand dpc;
    private boolean busy; // with a message that takes it a time
    private @Nullable DpcAccount account;

    Processor(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    @Nullable Strand thread() {
        return thread;
    }

    @Nullable Strand dpc() {
        return dpc;
    }

    Deque<Strand> dpcQueue() {
        return dpcQueue;
    }

    /** The threaded DPCs that have not begun. */
    Deque<Strand> threadedDpcs() {
        if (threadedDpcs == null) {
            threadedDpcs = new ArrayDeque<>(4);
        }
        return threadedDpcs;
    }

    /** Whether there are any. */
    boolean hasThreadedDpcs() {
        return threadedDpcs != null && !threadedDpcs.isEmpty();
    }

    /** From now on the queue is processed, until it is empty. */
    void drain() {
        drains = true;
    }

    void run(Strand strand) {
        if (strand.kind() == StrandKind.DPC) {
            dpc = strand;
            drains = !dpcQueue.isEmpty();
        } else {
            thread = strand;
        }
    }

    void leave(Strand strand) {
        if (dpc == strand) {
            dpc = null;
        } else if (thread == strand) {
            thread = null;
        }
    }

    /** Whether a message takes it a time now: nothing else is done on it meanwhile. */
    boolean isBusy() {
        return busy;
    }

    void busy(boolean yes) {
        busy = yes;
    }

    /** Whether the thread on it holds it: at DISPATCH_LEVEL or above nothing else gets on. */
    boolean isHeldByThread() {
        return thread != null && thread.isAtDispatch();
    }

    /** Whether DPCs come before any thread below DISPATCH_LEVEL. */
    boolean isDraining() {
        return drains && !dpcQueue.isEmpty();
    }

    /**
     * Whether a DPC can begin: none runs, no thread is at DISPATCH_LEVEL, and the queue is being
     * processed. An idle processor processes it in any case.
     */
    boolean isOpenToDpc() {
        return !busy && dpc == null && !isHeldByThread() && (drains || thread == null);
    }

    /** Whether a threaded DPC can begin, or go on after a wait. */
    boolean isOpenToThreadedDpc() {
        return !busy && dpc == null && !isDraining() && !isHeldByThread() && !isInThreadedDpc();
    }

    private boolean isInThreadedDpc() {
        return thread != null && thread.kind() == StrandKind.THREADED_DPC;
    }

    /** Whether a thread can get on: nothing above it wants the processor. */
    boolean isOpenToThread() {
        return !hasThreadedDpcs() && isOpenToThreadedDpc();
    }

    /** Whether the thread on it can go on: nothing above it wants the processor. */
    boolean lets(Strand on) {
        if (busy || dpc != null) {
            return false;
        }
        return on.isAtDispatch()
                || (!isDraining() && (!hasThreadedDpcs() || on.kind() == StrandKind.THREADED_DPC));
    }

    /** Whether nothing runs on it and nothing wants it. */
    boolean isIdle() {
        return thread == null && isOpenToThread();
    }

    boolean isCounted() {
        return counted;
    }

    void counted(boolean asOpen) {
        this.counted = asOpen;
    }

    /** What it has spent on DPCs. */
    DpcAccount account() {
        if (account == null) {
            account = new DpcAccount();
        }
        return account;
    }

    void clear() {
        dpcQueue.clear();
        threadedDpcs = null;
        thread = null;
        dpc = null;
        busy = false;
    }
}
