package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IO_REMOVE_LOCK: the reasons why a device must not go yet, each with its tag. Page:
 * windows-driver-docs-pr/kernel/using-remove-locks.md.
 */
public final class RemoveLock extends KernelObject {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final List<Long> tags = new ArrayList<>(2);
    private final long highWatermark;
    private final long longestNs;
    private @Nullable List<Long> since; // when each tag was given; null if nobody wants to know
    private boolean removing;
    private @Nullable Call waiting;

    /**
     * A new one; its maker adds it to the machine's objects.
     *
     * @param maxLockedMinutes how long it should be held, 0 for no limit
     * @param highWatermark how often it should be held at the same time, 0 for no limit
     */
    public RemoveLock(long maxLockedMinutes, long highWatermark) {
        this.longestNs = maxLockedMinutes * MINUTE_NS;
        this.highWatermark = highWatermark;
        this.since = longestNs == 0 ? null : new ArrayList<>(2);
    }

    /** Whether it was acquired more often than it should be held. */
    public boolean isAboveHighWatermark() {
        reads();
        return highWatermark != 0 && tags.size() > highWatermark;
    }

    /** For how many minutes too long a tag is held at this time; 0 or less: it is not. */
    public long minutesTooLong(long tag, long nowNs) {
        reads();
        int at = tags.indexOf(tag);
        return since == null || at < 0
                ? 0
                : Math.ceilDiv(nowNs - since.get(at) - longestNs, MINUTE_NS);
    }

    /** Whether the removal waits, or is through: then nobody gets it any more. */
    public boolean isRemoving() {
        reads();
        return removing;
    }

    /** How often it was acquired and not released. */
    public int count() {
        reads();
        return tags.size();
    }

    /** The tag that was given last and not taken back. */
    public long newestTag() {
        reads();
        return tags.getLast();
    }

    /** Counts one more reason. */
    public void acquire(long tag, long nowNs) {
        writes();
        tags.add(tag);
        if (since != null) {
            since.add(nowNs);
        }
    }

    /** Takes a reason back; false if none has this tag, and then the newest one is gone. */
    public boolean release(long tag) {
        writes();
        int at = tags.indexOf(tag);
        int taken = at < 0 ? tags.size() - 1 : at;
        tags.remove(taken);
        if (since != null) {
            since.remove(taken);
        }
        return at >= 0;
    }

    /** From now on nobody gets it. */
    public void remove() {
        writes();
        removing = true;
    }

    /** Lets a held call wait until no reason is left. */
    public void await(Call call) {
        writes();
        waiting = call;
    }

    /** The held call that may go on now, because no reason is left; null for none. */
    public @Nullable Call through() {
        reads();
        if (!tags.isEmpty() || waiting == null) {
            return null;
        }
        writes();
        Call call = waiting;
        waiting = null;
        return call;
    }

    @Override
    protected void tell(Facts facts) {
        facts.add("removing", removing).add("count", tags.size());
        tags.forEach(tag -> facts.add("tag", tag));
    }

    @Override
    protected String noun() {
        return "remove-lock";
    }
}
