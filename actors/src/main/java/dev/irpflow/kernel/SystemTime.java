package dev.irpflow.kernel;

import dev.irpflow.stage.Footprint;
import java.util.ArrayList;
import java.util.List;

/**
 * The system time of a machine and what expires by it. The time moves on with each clock tick, and
 * an expiry is found at a tick: windows-driver-docs-pr/kernel/timer-accuracy.md.
 */
public final class SystemTime {
    /**
     * When something expires, in nanoseconds of the machine's own clock.
     *
     * @param earliestNs the first moment that Windows allows
     * @param nominalNs the tick at which it is found if the machine's ticks begin at its start
     */
    record Due(long earliestNs, long nominalNs) {}

    // 2025-01-01T00:00:00Z in units of 100 ns from the start of 1601: when every run begins.
    private static final long EPOCH = 133_801_632_000_000_000L;

    // A century in units of 100 ns.
    private static final long LONGEST = 100L * 365 * 24 * 3600 * 10_000_000;

    private final Machine machine;
    private final long tickNs;
    private final List<Expiration> absolute = new ArrayList<>();
    private long offset; // in units of 100 ns: how far the clock is off

    SystemTime(Machine machine) {
        this.machine = machine;
        this.tickNs = machine.settings().tickNs();
    }

    /** KeQuerySystemTime: units of 100 ns from the start of 1601, accurate to the last tick. */
    public long now() {
        return EPOCH + offset + lastTick() / 100;
    }

    /** How many clock ticks there were since the machine's world began. */
    public long ticks() {
        return machine.now() / tickNs;
    }

    /**
     * KeQueryInterruptTime: units of 100 ns, to the last tick; setting the clock changes nothing.
     */
    public long interruptTime() {
        return lastTick() / 100;
    }

    /** Sets the clock forward, or back if negative; what expires at a date moves with it. */
    public void shift(long by100ns) {
        machine.footprint().write(Footprint.CLOCK);
        offset += by100ns;
        for (Expiration expiration : List.copyOf(absolute)) {
            expiration.reschedule(at(expiration.dueTime()));
        }
    }

    /**
     * When a timer or a wait expires. The start of an interval is known to the last tick only, so
     * it may end up to a tick early; every expiry is found at a tick, so up to a tick late.
     *
     * @param dueTime in units of 100 ns: an interval if negative, else a date
     */
    Due of(long dueTime) {
        if (dueTime >= 0) {
            return at(dueTime);
        }
        long now = machine.now();
        long ns = nanoseconds(-dueTime);
        return new Due(Math.max(now, now + ns - tickNs + 1), nextTick(lastTick() + ns));
    }

    /** The same where the start of an interval is known exactly: never early. */
    Due exactly(long dueTime) {
        if (dueTime >= 0) {
            return at(dueTime);
        }
        long end = machine.now() + nanoseconds(-dueTime);
        return new Due(end, nextTick(end));
    }

    private Due at(long date) {
        long now = machine.now();
        long units = date - EPOCH - offset;
        long ns = units <= 0 ? now : Math.max(nanoseconds(units), now);
        return new Due(ns, nextTick(ns));
    }

    // A century at most: nothing waits so long, and sums of two stay within a long.
    private static long nanoseconds(long units) {
        return units < 0 || units > LONGEST ? LONGEST * 100 : units * 100;
    }

    /** Whether a due time is a date that has come: 0 is. */
    public boolean hasCome(long dueTime) {
        return dueTime >= 0 && dueTime <= now();
    }

    void follow(Expiration expiration) {
        absolute.add(expiration);
    }

    void unfollow(Expiration expiration) {
        absolute.remove(expiration);
    }

    /** The ticks that an interval has room for, in nanoseconds. */
    long wholeTicks(long milliseconds) {
        return Math.min(milliseconds * 1_000_000, LONGEST) / tickNs * tickNs;
    }

    private long lastTick() {
        return machine.now() / tickNs * tickNs;
    }

    private long nextTick(long ns) {
        return Math.max(machine.now(), (ns + tickNs - 1) / tickNs * tickNs);
    }
}
