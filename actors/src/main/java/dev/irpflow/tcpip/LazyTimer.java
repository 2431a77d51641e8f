package dev.irpflow.tcpip;

import dev.irpflow.kernel.ComponentTimer;
import dev.irpflow.kernel.Sink;
import org.jspecify.annotations.Nullable;

/**
 * A timer whose deadline moves with nearly every segment. Moving it later or clearing it costs one
 * assignment: the timer below stays as it is, and is armed again when it expires too early.
 */
final class LazyTimer {
    private static final long NONE = Long.MAX_VALUE;

    private final String name;
    private final Object tag;
    private @Nullable ComponentTimer timer;
    private long deadline = NONE;
    private long armedFor;
    private long cause; // the message that has set it
    private long early; // how much before the deadline an expiry may legally come

    /**
     * @param name names it in the trace
     * @param tag comes with the DPC of its expiry
     */
    LazyTimer(String name, Object tag) {
        this.name = name;
        this.tag = tag;
    }

    boolean isSet() {
        return deadline != NONE;
    }

    /** Sets it to expire after this time in nanoseconds; an earlier setting is dropped. */
    void set(long afterNs, Sink sink) {
        cause = sink.machine().causes().cause();
        setFor(afterNs, sink);
    }

    private void setFor(long afterNs, Sink sink) {
        deadline = sink.now() + afterNs;
        if (timer == null) {
            timer = sink.timer(name, tag);
        }
        if (!timer.isArmed() || armedFor > deadline) {
            // A timer may expire up to a tick early: nf-wdm-kesettimer.md.
            early = Math.min(sink.machine().settings().tickNs(), afterNs / 4);
            timer.arm(afterNs, early, cause);
            armedFor = deadline;
        }
    }

    void clear() {
        deadline = NONE;
    }

    /** Clears it for good. */
    void stop() {
        deadline = NONE;
        if (timer != null) {
            timer.disarm();
        }
    }

    /** Its DPC runs: whether the deadline has come. If not, it is armed for the rest. */
    boolean hasExpired(Sink sink) {
        if (deadline == NONE) {
            return false;
        }
        if (deadline - early > sink.now()) {
            setFor(deadline - sink.now(), sink);
            return false;
        }
        deadline = NONE;
        return true;
    }
}
