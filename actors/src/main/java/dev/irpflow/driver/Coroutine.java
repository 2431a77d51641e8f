package dev.irpflow.driver;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Java stack that can be left and entered again: what lets a driver's blocking-looking code stand
 * still between two messages. Exactly one side runs at a time: whoever resumes it, or the code.
 */
abstract sealed class Coroutine permits Coroutine.Scheduled, Coroutine.HandedOff {
    private static final String CALL = DriverContext.class.getName();
    private static final String CODE = StrandCode.class.getName();
    private static final String LOADER = ClassLoader.class.getName();
    private static final String LOADERS = "jdk.internal.loader.";

    private final Runnable code;
    private volatile boolean abandoned;
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

    /** Whether the calling thread is the one that runs the code. */
    abstract boolean isHere();

    /** Where the code is now, newest frame first. */
    abstract StackTraceElement[] stack();

    /**
     * Whether a thread that waits is loading a class, or within a call of ours. Then it waits for a
     * moment for a thread of another stage or of a library, which is no affair of the code's.
     */
    private static boolean isWithinOurs(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String in = frame.getClassName();
            if (in.equals(CALL) || in.equals(LOADER) || in.startsWith(LOADERS)) {
                return true;
            }
            if (in.equals(CODE)) {
                return false;
            }
        }
        return false;
    }

    /** The code is given up: whatever wakes it, it never runs on. */
    final void abandon() {
        abandoned = true;
    }

    /** Stands still for ever if the code was given up; called by the code only. */
    final void stayIfAbandoned() {
        while (abandoned) {
            LockSupport.park(this);
        }
    }

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
        // How often, and how many times, it is looked whether others have let go of what is ours.
        private static final long LOOK_NS = 1_000_000;
        private static final int LOOKS = 10_000;

        private final Thread thread;
        private @Nullable Runnable mounted;
        private volatile @Nullable Runnable woken; // by a foreign thread
        private @Nullable Thread resumer;
        private boolean started;
        private boolean paused;

        Scheduled(Runnable code) {
            super(code);
            this.thread = JdkHooks.virtualThread(this, this::runCode);
        }

        @Override
        public void execute(Runnable continuation) {
            // A foreign thread wakes only code that blocks: unless that was within ours, it is told
            // of and never goes on.
            if (Thread.currentThread() == resumer) {
                this.mounted = continuation;
            } else {
                this.woken = continuation;
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
                Runnable continuation = mounted == null ? whenLetGo() : mounted;
                if (continuation == null) {
                    abandon();
                    throw new BlockedException(thread);
                }
                mounted = null;
                continuation.run();
            } while (!isDone() && !paused);
            rethrow();
        }

        // What goes on with the code if it has waited within ours; null if it blocks.
        private @Nullable Runnable whenLetGo() {
            if (!isWithinOurs(thread)) {
                return null;
            }
            // Looking at the stack of a thread that has just been woken wakes it from here instead.
            for (int look = 0; woken == null && mounted == null && look < LOOKS; look++) {
                LockSupport.parkNanos(this, LOOK_NS);
            }
            Runnable goesOn = mounted == null ? woken : mounted;
            woken = null;
            return goesOn;
        }

        @Override
        boolean isHere() {
            return Thread.currentThread() == thread;
        }

        @Override
        StackTraceElement[] stack() {
            return thread.getStackTrace();
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
        // How often it is looked whether the code stands still, and after how many looks it does.
        private static final long LOOK_NS = 50_000;
        private static final int LOOKS = 12;

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
            int blocked = 0;
            while (running) {
                LockSupport.parkNanos(this, LOOK_NS);
                blocked = running && isBlocked() ? blocked + 1 : 0;
                if (blocked == LOOKS) {
                    abandon();
                    throw new BlockedException(thread);
                }
            }
            rethrow();
        }

        // Only its own pause may let it wait, and that says so first. A sleep or a lock that
        // another strand holds is seen here; what takes less than a look or two nobody waits for.
        private boolean isBlocked() {
            return switch (thread.getState()) {
                case BLOCKED, WAITING, TIMED_WAITING -> !isWithinOurs(thread);
                case NEW, RUNNABLE, TERMINATED -> false;
            };
        }

        @Override
        boolean isHere() {
            return Thread.currentThread() == thread;
        }

        @Override
        StackTraceElement[] stack() {
            return thread.getStackTrace();
        }

        @Override
        void pause() {
            if (running) { // else it was given up while it stood still, and has given back long ago
                giveBack();
            }
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
