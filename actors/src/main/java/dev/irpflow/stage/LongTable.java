package dev.irpflow.stage;

import java.util.Arrays;

/**
 * A long for each key, 0 for one that has none. It is asked at every choice and every step, so it
 * is open-addressed, without boxes, and has each value beside its key: both come with one access to
 * memory. Keys are hashes already.
 */
public final class LongTable {
    private static final int FIRST = 512;

    private long[] pairs = new long[FIRST]; // a free slot has the key 0
    private int size;

    /** How many keys have a value. */
    public int size() {
        return size;
    }

    /** The value of a key. */
    public long get(long key) {
        return pairs[slot(stored(key)) + 1];
    }

    /** Gives a key a value. */
    public void put(long key, long value) {
        int slot = slotOf(key);
        pairs[slot + 1] = value;
    }

    /** Adds to the value of a key, and gives what it was before. */
    public long add(long key, long more) {
        int slot = slotOf(key);
        long value = pairs[slot + 1];
        pairs[slot + 1] = value + more;
        return value;
    }

    /** Forgets all of them. */
    public void clear() {
        Arrays.fill(pairs, 0);
        size = 0;
    }

    // The key is added if it is not there.
    private int slotOf(long key) {
        long stored = stored(key);
        int slot = slot(stored);
        if (pairs[slot] == 0) {
            if (4 * ++size > pairs.length) {
                grow();
                slot = slot(stored);
            }
            pairs[slot] = stored;
        }
        return slot;
    }

    private static long stored(long key) {
        return key == 0 ? 1 : key;
    }

    private int slot(long stored) {
        int mask = pairs.length - 1;
        int slot = (int) (stored >>> 31) & mask & ~1;
        while (pairs[slot] != 0 && pairs[slot] != stored) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = pairs;
        pairs = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0) {
                int slot = slot(old[i]);
                pairs[slot] = old[i];
                pairs[slot + 1] = old[i + 1];
            }
        }
    }
}
