package dev.irpflow.stage;

import java.util.Arrays;
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

    private Table recent = new Table();
    private @Nullable Table before; // most runs need none

    /** The site of the next question with this chain and subject. */
    public long next(long chain, long what) {
        long key = Site.join(chain, what) | 1; // never 0, which marks a free slot
        if (recent.size == KEPT) {
            Table oldest = before;
            before = recent;
            recent = oldest == null ? new Table() : oldest.cleared();
        }
        int slot = recent.slotOf(key);
        if (recent.pairs[slot] == 0) {
            slot = recent.add(key, slot, before == null ? 0 : before.countOf(key));
        }
        return Site.join(key, recent.pairs[slot + 1]++);
    }

    /**
     * An open-addressed table of longs, because it is asked at every choice: each key with its
     * count beside it, so that both come with one access to memory.
     */
    private static final class Table {
        private static final int FIRST = 512;

        private long[] pairs = new long[FIRST];
        private int size;

        int slotOf(long key) {
            int mask = pairs.length - 1;
            int slot = (int) (key >>> 31) & mask & ~1;
            while (pairs[slot] != 0 && pairs[slot] != key) {
                slot = (slot + 2) & mask;
            }
            return slot;
        }

        long countOf(long key) {
            int slot = slotOf(key);
            return pairs[slot] == 0 ? 0 : pairs[slot + 1];
        }

        /** Adds a key that is not there, whose free slot this is; gives its slot. */
        int add(long key, int free, long count) {
            int slot = free;
            if (4 * size >= pairs.length) {
                grow();
                slot = slotOf(key);
            }
            pairs[slot] = key;
            pairs[slot + 1] = count;
            size++;
            return slot;
        }

        Table cleared() {
            Arrays.fill(pairs, 0);
            size = 0;
            return this;
        }

        private void grow() {
            long[] old = pairs;
            pairs = new long[old.length * 2];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != 0) {
                    int slot = slotOf(old[i]);
                    pairs[slot] = old[i];
                    pairs[slot + 1] = old[i + 1];
                }
            }
        }
    }
}
