package dev.irpflow.rdbss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The FOBXs whose close is put off: the server still has their files open, so that an equal open
 * within some seconds costs nothing. Page:
 * windows-driver-docs-pr/ifs/purging-and-scavenging-control.md.
 */
final class DelayedCloses {
    private record Entry(Fobx fobx, long due) {}

    private final Deque<Entry> entries = new ArrayDeque<>(); // by due time: each waits equally long

    void add(Fobx fobx, long due) {
        entries.addLast(new Entry(fobx, due));
    }

    /** It is closed now; false if it is not among these any more. */
    boolean remove(Fobx fobx) {
        return entries.removeIf(entry -> entry.fobx() == fobx);
    }

    /** Those that are due. */
    List<Fobx> due(long now) {
        List<Fobx> due = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.due() <= now) {
                due.add(entry.fobx());
            }
        }
        return due;
    }

    /** Those of one view. */
    List<Fobx> of(VNetRoot vNetRoot) {
        List<Fobx> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.fobx().srvOpen().vNetRoot() == vNetRoot) {
                found.add(entry.fobx());
            }
        }
        return found;
    }

    /** All of them. */
    List<Fobx> all() {
        List<Fobx> found = new ArrayList<>();
        entries.forEach(entry -> found.add(entry.fobx()));
        return found;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** When the oldest is due; only if there is one. */
    long nextDue() {
        return entries.getFirst().due();
    }
}
