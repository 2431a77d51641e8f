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
    static final int KEPT = 1 << 16;

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
        if (recent.keys[slot] == 0) {
            slot = recent.add(key, slot, before == null ? 0 : before.countOf(key));
        }
        return Site.join(key, recent.counts[slot]++);
    }

    /** An open-addressed table of longs, because it is asked at every choice. */
    private static final class Table {
        private static final int FIRST = 256;

        private long[] keys = new long[FIRST];
        private int[] counts = new int[FIRST];
        private int size;

        int slotOf(long key) {
            int mask = keys.length - 1;
            int slot = (int) (key >>> 32) & mask;
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        int countOf(long key) {
            int slot = slotOf(key);
            return keys[slot] == 0 ? 0 : counts[slot];
        }

        /** Adds a key that is not there, whose free slot this is; gives its slot. */
        int add(long key, int free, int count) {
            int slot = free;
            if (2 * size >= keys.length) {
                grow();
                slot = slotOf(key);
            }
            keys[slot] = key;
            counts[slot] = count;
            size++;
            return slot;
        }

        Table cleared() {
            Arrays.fill(keys, 0);
            size = 0;
            return this;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldCounts = counts;
            keys = new long[oldKeys.length * 2];
            counts = new int[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slotOf(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    counts[slot] = oldCounts[i];
                }
            }
        }
    }
}
