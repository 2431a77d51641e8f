package dev.irpflow.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The orders in which locks were taken so far. A circle among them is a deadlock that only has not
 * happened yet. Page: windows-driver-docs-pr/devtest/deadlock-detection.md.
 */
public final class LockOrder {
    private final Map<Long, Set<Long>> takenAfter = new LinkedHashMap<>();

    /** Notes that a lock is taken while another one is held; false if that closes a circle. */
    public boolean take(long lock, long held) {
        Set<Long> after = takenAfter.computeIfAbsent(held, key -> new LinkedHashSet<>());
        if (!after.add(lock)) {
            return true;
        }
        return !leads(lock, held);
    }

    private boolean leads(long from, long to) {
        Set<Long> seen = new LinkedHashSet<>();
        Deque<Long> next = new ArrayDeque<>();
        next.add(from);
        while (!next.isEmpty()) {
            long lock = next.removeFirst();
            if (lock == to) {
                return true;
            }
            if (seen.add(lock)) {
                next.addAll(takenAfter.getOrDefault(lock, Set.of()));
            }
        }
        return false;
    }
}
