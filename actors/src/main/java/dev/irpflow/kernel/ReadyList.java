package dev.irpflow.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The strands of a machine that have something to do, whether they may run or not: oldest first.
 */
final class ReadyList {
    private @Nullable Strand first;
    private @Nullable Strand last;

    @Nullable Strand first() {
        return first;
    }

    @Nullable Strand last() {
        return last;
    }

    void add(Strand strand) {
        strand.hasWork = true;
        strand.workBefore = last;
        if (last == null) {
            first = strand;
        } else {
            last.workAfter = strand;
        }
        last = strand;
    }

    void remove(Strand strand) {
        if (!strand.hasWork) {
            return;
        }
        strand.hasWork = false;
        Strand before = strand.workBefore;
        Strand after = strand.workAfter;
        if (before == null) {
            first = after;
        } else {
            before.workAfter = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.workBefore = before;
        }
        strand.workBefore = null;
        strand.workAfter = null;
    }
}
