package dev.irpflow.rdbss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * ERESOURCE, as the FCB and the NetName table have one: held by many shared or by one exclusive,
 * again and again by its owner; who comes later waits behind who came first. Page:
 * windows-driver-docs-pr/ifs/fcb-resource-synchronization.md.
 */
final class Resource {
    /** How it is held. */
    enum Mode {
        SHARED,
        EXCLUSIVE
    }

    private record Waiter(long thread, Mode mode, Step step) {}

    private static final long NOBODY = 0;

    private final List<Long> sharers = new ArrayList<>(2); // an owner appears once for each holding
    private final Deque<Waiter> queue = new ArrayDeque<>(2);
    private long owner = NOBODY;
    private int depth;

    /**
     * Takes it for a thread; false if the step has to wait, which {@link #release} gives back
     * later.
     *
     * @param thread the ResourceThreadId: the number of the strand
     */
    boolean acquire(long thread, Mode mode, Step step) {
        if (isGrantable(thread, mode)) {
            grant(thread, mode);
            return true;
        }
        queue.addLast(new Waiter(thread, mode, step));
        return false;
    }

    /** Whether a thread holds it exclusive. */
    boolean isExclusive(long thread) {
        return owner == thread;
    }

    /** Whether anybody holds it exclusive. */
    boolean isExclusive() {
        return owner != NOBODY;
    }

    /** Whether a thread holds it in either mode. */
    boolean isHeld(long thread) {
        return owner == thread || sharers.contains(thread);
    }

    /** Gives one holding of a thread back; the steps that have got it by that go on. */
    List<Step> release(long thread) {
        if (owner == thread) {
            depth--;
            if (depth == 0) {
                owner = NOBODY;
            }
        } else if (!sharers.remove((Long) thread)) {
            throw new IllegalStateException("thread " + thread + " does not hold the resource");
        }
        return grantWaiters();
    }

    private List<Step> grantWaiters() {
        if (queue.isEmpty()) {
            return List.of();
        }
        List<Step> granted = new ArrayList<>();
        for (Iterator<Waiter> waiting = queue.iterator(); waiting.hasNext(); ) {
            Waiter waiter = waiting.next();
            if (!isFree(waiter.thread(), waiter.mode())) {
                break;
            }
            waiting.remove();
            grant(waiter.thread(), waiter.mode());
            granted.add(waiter.step());
        }
        return granted;
    }

    private boolean isGrantable(long thread, Mode mode) {
        return owner == thread || (queue.isEmpty() && isFree(thread, mode));
    }

    private boolean isFree(long thread, Mode mode) {
        return switch (mode) {
            case SHARED -> owner == NOBODY || owner == thread;
            case EXCLUSIVE -> owner == thread || (owner == NOBODY && sharers.isEmpty());
        };
    }

    private void grant(long thread, Mode mode) {
        if (mode == Mode.EXCLUSIVE || owner == thread) {
            owner = thread;
            depth++;
        } else {
            sharers.add(thread);
        }
    }
}
