package dev.irpflow.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strands of a machine that have not ended, whatever they do: oldest first. */
final class LiveStrands {
    private @Nullable Strand first;
    private @Nullable Strand last;

    void add(Strand strand) {
        strand.older = last;
        if (last == null) {
            first = strand;
        } else {
            last.newer = strand;
        }
        last = strand;
    }

    void remove(Strand strand) {
        Strand before = strand.older;
        Strand after = strand.newer;
        if (before == null && first != strand) {
            return; // it is out already
        }
        if (before == null) {
            first = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.older = before;
        }
        strand.older = null;
        strand.newer = null;
    }

    List<Strand> all() {
        List<Strand> all = new ArrayList<>();
        for (Strand strand = first; strand != null; strand = strand.newer) {
            all.add(strand);
        }
        return all;
    }

    /** The threads of this name, oldest first. */
    List<Strand> threadsCalled(String name) {
        List<Strand> threads = new ArrayList<>(1);
        for (Strand strand : all()) {
            if (strand.kind() == StrandKind.THREAD && strand.name().equals(name)) {
                threads.add(strand);
            }
        }
        return threads;
    }
}
