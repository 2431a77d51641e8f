package dev.irpflow.sim.stage;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.CanAwait;

/**
 * The executor behind every dispatcher of the simulation stage: it queues, and its owner thread
 * runs the queue. Pekko's internal dispatcher goes first, in order of arrival.
 */
final class StageExecutor {
    // Pekko makes the configurators by reflection, so this is how they find the executor; set only
    // while an ActorSystem starts, on the thread that starts it.
    private static final ThreadLocal<StageExecutor> STARTING = new ThreadLocal<>();

    private final Thread owner = Thread.currentThread();
    private final ArrayDeque<Runnable> internal = new ArrayDeque<>();
    private final ArrayDeque<Runnable> actors = new ArrayDeque<>();

    /** The executor of the ActorSystem that starts on this thread. */
    static StageExecutor starting() {
        StageExecutor executor = STARTING.get();
        if (executor == null) {
            throw new IllegalStateException("no simulation stage starts on this thread");
        }
        return executor;
    }

    /** Runs start-up code, which may block on what only this executor can finish. */
    <T> T startUp(Function0<T> code) {
        STARTING.set(this);
        try {
            return BlockContext.withBlockContext(new Pump(), code);
        } finally {
            STARTING.remove();
        }
    }

    /** Runs until nothing is queued. */
    void runUntilIdle() {
        while (true) {
            Runnable next = internal.poll();
            if (next == null) {
                next = actors.poll();
            }
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    View view(boolean forInternal) {
        return new View(forInternal ? internal : actors);
    }

    /** An Await on the owner thread runs the queue instead of blocking. */
    private final class Pump implements BlockContext {
        @Override
        public <T> T blockOn(Function0<T> thunk, CanAwait permission) {
            runUntilIdle();
            return thunk.apply();
        }
    }

    /** One queue as an ExecutorService, for one kind of dispatcher. */
    final class View extends AbstractExecutorService {
        private final ArrayDeque<Runnable> queue;

        private View(ArrayDeque<Runnable> queue) {
            this.queue = queue;
        }

        @Override
        public void execute(@Nullable Runnable task) {
            if (Thread.currentThread() != owner) {
                throw new IllegalStateException(
                        "work from a foreign thread: " + Thread.currentThread() + ", " + task);
            }
            queue.add(java.util.Objects.requireNonNull(task));
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, @Nullable TimeUnit unit) {
            return true;
        }
    }
}
