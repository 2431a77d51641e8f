package dev.irpflow.driver;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Java stack that can be left and entered again: what lets a driver's blocking-looking code stand
 * still between two messages. Exactly one side runs at a time: whoever resumes it, or the code.
 */
abstract sealed class Coroutine permits Coroutine.Scheduled, Coroutine.HandedOff {
    private final Runnable code;
    private boolean done;
    private @Nullable Throwable escaped;

    /** The code blocks by other means than a call: only a foreign thread could wake it. */
    static final class BlockedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private BlockedException(Thread code) {
            super("Java that blocks");
            setStackTrace(code.getStackTrace());
        }
    }

    private Coroutine(Runnable code) {
        this.code = code;
    }

    /** The best kind that this JVM allows. */
    static Coroutine of(Runnable code) {
        return JdkHooks.canScheduleVirtualThreads() ? new Scheduled(code) : new HandedOff(code);
    }

    /** Runs the code until it pauses or ends; called by the stage, never from within. */
    abstract void resume();

    /** Stands still until resumed; called by the code only. */
    abstract void pause();

    /** Whether the code has ended. */
    final boolean isDone() {
        return done;
    }

    final void runCode() {
        try {
            code.run();
        } catch (Throwable t) { // an error must reach the stage, not a thread's default handler
            escaped = t;
        } finally {
            done = true;
        }
    }

    final void rethrow() {
        Throwable t = escaped;
        escaped = null;
        switch (t) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(t);
        }
    }

    /** A virtual thread whose scheduler is the stage: a resume mounts it on the calling thread. */
    static final class Scheduled extends Coroutine implements Executor {
        private final Thread thread;
        private @Nullable Runnable mounted;
        private @Nullable Thread resumer;
        private boolean started;
        private boolean paused;

        Scheduled(Runnable code) {
            super(code);
            this.thread = JdkHooks.virtualThread(this, this::runCode);
        }

        @Override
        public void execute(Runnable continuation) {
            // A foreign thread wakes only code that blocks, which is told of and never goes on.
            if (Thread.currentThread() == resumer) {
                this.mounted = continuation;
            }
        }

        @Override
        void resume() {
            resumer = Thread.currentThread();
            if (!started) {
                started = true;
                thread.start();
            } else {
                paused = false;
                LockSupport.unpark(thread);
            }
            do { // again if the code has only yielded
                Runnable continuation = mounted;
                if (continuation == null) {
                    throw new BlockedException(thread);
                }
                mounted = null;
                continuation.run();
            } while (!isDone() && !paused);
            rethrow();
        }

        @Override
        void pause() {
            paused = true;
            while (paused) { // park may return for no reason
                LockSupport.park(this);
            }
        }
    }

    /** A stock virtual thread that takes turns with the stage: slower, with the same schedule. */
    static final class HandedOff extends Coroutine {
        private final Thread thread;
        private boolean started;
        private volatile boolean running;
        private volatile @Nullable Thread resumer;

        HandedOff(Runnable code) {
            super(code);
            this.thread = Thread.ofVirtual().unstarted(this::runAndGiveBack);
        }

        private void runAndGiveBack() {
            runCode();
            giveBack();
        }

        @Override
        void resume() {
            resumer = Thread.currentThread();
            running = true;
            if (!started) {
                started = true;
                thread.start();
            } else {
                LockSupport.unpark(thread);
            }
            while (running) {
                LockSupport.park(this);
            }
            rethrow();
        }

        @Override
        void pause() {
            giveBack();
            while (!running) {
                LockSupport.park(this);
            }
        }

        private void giveBack() {
            Thread to = resumer;
            running = false;
            LockSupport.unpark(to);
        }
    }
}
