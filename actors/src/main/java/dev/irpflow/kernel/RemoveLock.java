package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * IO_REMOVE_LOCK: the reasons why a device must not go yet, each with its tag. Page:
 * windows-driver-docs-pr/kernel/using-remove-locks.md.
 */
public final class RemoveLock extends KernelObject {
    private final List<Long> tags = new ArrayList<>(2);
    private boolean removing;
    private @Nullable Call waiting;

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
    public void acquire(long tag) {
        writes();
        tags.add(tag);
    }

    /** Takes a reason back; false if none has this tag, and then the newest one is gone. */
    public boolean release(long tag) {
        writes();
        if (tags.remove(tag)) {
            return true;
        }
        tags.removeLast();
        return false;
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
