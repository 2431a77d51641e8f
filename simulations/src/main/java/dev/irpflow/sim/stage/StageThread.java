package dev.irpflow.sim.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which everything of a simulation happens. Others only wait for it; if nothing
 * happens on it for long, they give it up, since a Java thread in a loop cannot be stopped.
 */
final class StageThread {
    private static final long LOOK_MS = 50;

    // So many patiences long even a thread that gets no processor is waited for.
    private static final int PATIENCES = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    // Drivers run on this stack too. The thread that starts a JVM has as much.
    private static final long STACK_BYTES = 8L << 20;

    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(this::newThread);

    private Thread newThread(Runnable body) {
        Thread stage = new Thread(null, body, "stage", STACK_BYTES);
        stage.setDaemon(true); // a process ends although a driver does not
        thread.set(stage);
        return stage;
    }

    /**
     * Does something on the thread, and waits for the end of it.
     *
     * @param steps grows while something happens
     * @param patienceMs how long it may stand still
     * @param stuck asked if it stands still for longer: what it comes to, and the thread is lost
     *     then; null to wait on
     */
    <T> T call(
            Supplier<T> what,
            LongSupplier steps,
            long patienceMs,
            Supplier<? extends @Nullable T> stuck) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Future<T> end =
                executor.submit(() -> {
                    Thread.currentThread().setContextClassLoader(loader);
                    return what.get();
                });
        long last = -1;
        long stood = 0;
        long worked = 0;
        while (true) {
            T result = await(end);
            if (result != null) {
                return result;
            }
            long now = steps.getAsLong();
            if (now != last) {
                last = now;
                stood = 0;
                worked = workedMs();
            }
            // A look is counted and not the time: a process that was suspended is not blamed for
            // it, nor one that got little of a busy computer.
            stood += LOOK_MS;
            boolean hadItsTime = workedMs() - worked >= patienceMs / 2;
            if (stood >= patienceMs && (hadItsTime || stood >= PATIENCES * patienceMs)) {
                result = stuck.get();
                if (result != null) {
                    executor.shutdownNow();
                    return result;
                }
                stood = 0;
            }
        }
    }

    // Processor time of the thread; 0 if this JVM does not tell.
    private long workedMs() {
        Thread stage = thread.get();
        return stage == null || !THREADS.isThreadCpuTimeSupported()
                ? 0
                : TimeUnit.NANOSECONDS.toMillis(THREADS.getThreadCpuTime(stage.threadId()));
    }

    void close() {
        executor.shutdown();
    }

    // Null: not yet.
    private static <T> @Nullable T await(Future<T> end) {
        try {
            return end.get(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run goes on", e);
        }
    }
}
