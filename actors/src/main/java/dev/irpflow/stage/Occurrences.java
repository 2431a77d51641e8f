package dev.irpflow.stage;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often each (chain, what) pair was asked in this run: the third part of a {@link Site}.
 *
 * <p>Nearly every pair is asked about within one step and never again, because chains say where in
 * the story they stand. So a long run does not keep all of them: what was not asked about while so
 * many others were is forgotten, and would be counted from 0 again. The answers of a run depend on
 * what was asked before and on nothing else, so equal runs forget the same.
 */
public final class Occurrences {
    /** So many pairs are kept at least; a hunted run has some thousands at most. */
    static final int KEPT = 1 << 15;

    private LongTable recent = new LongTable();
    private @Nullable LongTable before; // most runs need none

    /** The site of the next question with this chain and subject. */
    public long next(long chain, long what) {
        long key = Site.join(chain, what) | 1; // never 0, which marks a free slot
        if (recent.size() == KEPT) {
            LongTable oldest = before;
            before = recent;
            recent = oldest == null ? new LongTable() : oldest;
            recent.clear();
        }
        LongTable old = before;
        long count = recent.add(key, 1);
        if (count == 0 && old != null) {
            count = old.get(key);
            recent.add(key, count);
        }
        return Site.join(key, count);
    }
}
