package dev.irpflow.stage;

/**
 * Counts how often each (chain, what) pair was asked in this run: the third part of a {@link Site}.
 * An open-addressed table of longs, because it is asked at every choice.
 */
public final class Occurrences {
    private long[] keys = new long[256];
    private int[] counts = new int[256];
    private int size;

    /** The site of the next question with this chain and subject. */
    public long next(long chain, long what) {
        long key = Site.join(chain, what) | 1; // never 0, which marks a free slot
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        return Site.join(key, counts[slot]++);
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
