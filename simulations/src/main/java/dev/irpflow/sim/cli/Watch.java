package dev.irpflow.sim.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Looks up now and then during long work: tells how far it is, and whether the user wants it to
 * end. It is asked after each step of a run.
 */
final class Watch implements BooleanSupplier, AutoCloseable {
    private static final int LOOK_EVERY = 1 << 12;
    private static final long FIRST_NS = 2_000_000_000L;
    private static final long REDRAWN_EVERY_NS = 200_000_000L;
    private static final long PLAIN_EVERY_NS = 10_000_000_000L;

    private static final int NONE = -1;

    // A run that is interrupted has this long to write down what it has.
    private static final long GRACE_SECONDS = 8;
    private static final long LAST_WORDS_NS = 4_000_000_000L;

    private final Terminal terminal;
    private final long began = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread atInterrupt = new Thread(this::interruptAndWait, "interrupt");
    private Supplier<String> line = () -> "irpflow";
    private long nextTellNs = FIRST_NS;
    private long steps;
    private int shownWidth;
    private volatile boolean interrupted;
    private volatile int exitCode = NONE;
    private long endNs = Long.MAX_VALUE; // of what is still done after an interrupt

    Watch(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A watch that also ends the work on Ctrl-C, and lets the process end when all is written. */
    static Watch untilInterrupted(Terminal terminal) {
        Watch watch = new Watch(terminal);
        Runtime.getRuntime().addShutdownHook(watch.atInterrupt);
        return watch;
    }

    /** What is being done, in words that are asked for when they are told. */
    void doing(Supplier<String> words) {
        telling(() ->
                "irpflow: %s, %d s"
                        .formatted(words.get(), TimeUnit.NANOSECONDS.toSeconds(elapsedNs())));
    }

    /** How far it is, as a whole line. */
    void telling(Supplier<String> whole) {
        this.line = whole;
    }

    /** Ends the work after its present step. */
    void interrupt() {
        this.interrupted = true;
    }

    /** What comes after an interrupt of the caller's own is done to its end. */
    void goOn() {
        this.interrupted = false;
    }

    boolean isInterrupted() {
        return interrupted;
    }

    /**
     * After an interrupt some of the work may still be done: for some seconds it counts as not
     * interrupted.
     */
    void lastWords() {
        if (interrupted) {
            endNs = elapsedNs() + LAST_WORDS_NS;
            interrupted = false;
        }
    }

    /** Whether only last words are waited for. */
    boolean isLate() {
        return interrupted || endNs != Long.MAX_VALUE;
    }

    /** With which code the process ends, though it was interrupted. */
    void endsWith(int code) {
        exitCode = code;
    }

    /** How long it has been going on. */
    long elapsedNs() {
        return System.nanoTime() - began;
    }

    /** How many steps it has been asked about. */
    long steps() {
        return steps;
    }

    @Override
    public boolean getAsBoolean() {
        if ((++steps & (LOOK_EVERY - 1)) == 0) {
            look();
        }
        return interrupted;
    }

    /** Tells how far it is, if it is time to. */
    void look() {
        long elapsed = elapsedNs();
        if (elapsed > endNs) {
            interrupted = true;
        }
        if (elapsed < nextTellNs) {
            return;
        }
        if (terminal.isInteractive()) {
            nextTellNs = elapsed + REDRAWN_EVERY_NS;
            String now = line.get();
            terminal.err().print("\r" + now + " ".repeat(Math.max(0, shownWidth - now.length())));
            terminal.err().flush();
            shownWidth = now.length();
        } else if (elapsed >= PLAIN_EVERY_NS) {
            nextTellNs = elapsed + PLAIN_EVERY_NS;
            String now = line.get();
            if (!now.isEmpty()) {
                terminal.err().println(now);
            }
        } else {
            nextTellNs = PLAIN_EVERY_NS;
        }
    }

    /** Prints a line on standard error; on any thread. */
    void warn(String line) {
        terminal.err().println(line);
    }

    /** Takes the line of progress away. */
    void clear() {
        if (shownWidth > 0) {
            terminal.err().print("\r" + " ".repeat(shownWidth) + "\r");
            terminal.err().flush();
            shownWidth = 0;
        }
    }

    @Override
    public void close() {
        clear();
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atInterrupt);
        } catch (IllegalStateException e) {
            // The process is ending already, by this very hook.
        }
    }

    private void interruptAndWait() {
        if (!isBySignal()) {
            terminal.err()
                    .println(
                            "irpflow: a driver, or something that it uses, has ended this process by"
                                    + " System.exit: nothing more can be said of its run. A hunt"
                                    + " with -j 2 has it in another process, and names it");
            end(Exit.VIOLATED);
        }
        interrupt();
        try {
            if (done.await(GRACE_SECONDS, TimeUnit.SECONDS) && exitCode != NONE) {
                end(exitCode); // otherwise it would be that of the signal
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(int code) {
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().halt(code);
    }

    // Commands of ours end only after their watch: otherwise it is the JDK's thread for a signal,
    // or code of the user's. A strand that did it would never hear that all hooks have ended.
    private static boolean isBySignal() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("SIG"));
    }
}
