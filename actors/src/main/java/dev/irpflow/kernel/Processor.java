package dev.irpflow.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A processor: at most one thread on it, at most one DPC above that, and a queue of DPCs. */
final class Processor {
    private final int number;
    private final Deque<Strand> dpcQueue = new ArrayDeque<>(4);
    private boolean counted; // among those that are open to threads, by the scheduler
    private @Nullable Strand thread;
    private @Nullable Strand dpc;

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

    void run(Strand strand) {
        if (strand.kind() == StrandKind.DPC) {
            dpc = strand;
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

    /** Whether the thread on it holds it: at DISPATCH_LEVEL or above nothing else gets on. */
    boolean isHeldByThread() {
        return thread != null && thread.isAtDispatch();
    }

    /** Whether a DPC can begin: none runs, and no thread is at DISPATCH_LEVEL. */
    boolean isOpenToDpc() {
        return dpc == null && !isHeldByThread();
    }

    /** Whether a thread can get on: nothing above it wants the processor. */
    boolean isOpenToThread() {
        return dpc == null && dpcQueue.isEmpty() && !isHeldByThread();
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

    void clear() {
        dpcQueue.clear();
        thread = null;
        dpc = null;
    }
}
