package dev.irpflow.echo;

import dev.irpflow.driver.Ke;
import dev.irpflow.driver.SemaphoreId;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a worker thread does, one after the other at PASSIVE_LEVEL. Callbacks and completion
 * routines put work into it at up to DISPATCH_LEVEL, so that no function of WSK is called from
 * them.
 */
final class WorkQueue {
    private final Ke ke;
    private final SpinLockId lock;
    private final SemaphoreId filled;
    private final Deque<Runnable> waiting = new ArrayDeque<>(); // only with the lock held
    private boolean ended; // only the worker asks and sets it

    WorkQueue(Ke ke) {
        this.ke = ke;
        this.lock = ke.initializeSpinLock();
        this.filled = ke.initializeSemaphore(0, Integer.MAX_VALUE);
    }

    /** Puts work behind all that waits. */
    void add(Runnable work) {
        Irql old = ke.acquireSpinLock(lock);
        waiting.addLast(work);
        ke.releaseSpinLock(lock, old);
        ke.releaseSemaphore(filled, Ke.IO_NO_INCREMENT, 1, false);
    }

    /** The body of the worker: does what is there, until the end. */
    void serve() {
        while (!ended) {
            take().run();
        }
    }

    /** Lets the worker end when it has done all that waits. */
    void end() {
        add(() -> ended = true);
    }

    private Runnable take() {
        ke.waitForSingleObject(filled, KWaitReason.Executive, KProcessorMode.KernelMode, false);
        Irql old = ke.acquireSpinLock(lock);
        Runnable next = waiting.removeFirst();
        ke.releaseSpinLock(lock, old);
        return next;
    }
}
