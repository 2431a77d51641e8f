package dev.irpflow.tcpip;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the client of one connection is still to be told, oldest first. One indication is open at a
 * time, on whichever strand it was begun; that strand also gives what comes about meanwhile.
 */
final class Indications {
    private final Deque<Indication> queue = new ArrayDeque<>(4);
    private boolean open;
    private boolean ended;

    /** Adds one, unless the client wants no more. */
    void add(Indication indication) {
        if (!ended) {
            queue.addLast(indication);
        }
    }

    /** Takes the next one out, which is open from now on; null for none. */
    @Nullable Indication begin() {
        Indication next = queue.pollFirst();
        open = next != null;
        return next;
    }

    /** Whether one was begun and has not returned. */
    boolean isOpen() {
        return open;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** The client has closed or aborted: none begins any more. */
    void end() {
        ended = true;
        queue.clear();
    }

    boolean isEnded() {
        return ended;
    }
}
