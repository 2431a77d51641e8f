package dev.irpflow.stage;

/**
 * Counts how often each (chain, what) pair was asked in this run: the third part of a {@link Site}.
 *
 * <p>Nearly every pair is asked about within one step and never again, because chains say where in
 * the story they stand. So a long run does not keep all of them: what was not asked about while
 * many thousand others were is forgotten, and would be counted from 0 again. The answers of a run
 * depend on what was asked before and on nothing else, so equal runs forget the same.
 *
 * <p>It is asked at every choice of every run. The table is made of buckets, each of which lies in
 * neighbouring lines of the cache, without boxes; a full one makes the table grow as long as it
 * may, and then forgets the pair that was not asked about for the longest time.
 */
public final class Occurrences {
    /** So many pairs are kept at most; a hunted run has some thousands. */
    static final int MOST = 1 << 16;

    private static final int FIRST = 1 << 8;
    private static final int WAYS = 8; // pairs of a bucket

    // A key, and beside it when it was asked about last (the upper half) and how often (the lower).
    private long[] slots = new long[2 * FIRST]; // a free one has the key 0
    private int now; // goes round; only how long ago something was matters

    /** The site of the next question with this chain and subject. */
    public long next(long chain, long what) {
        long key = Site.join(chain, what) | 1; // never 0, which marks a free slot
        int slot = slot(key);
        long count = slots[slot] == key ? slots[slot + 1] & 0xFFFF_FFFFL : 0;
        slots[slot] = key;
        slots[slot + 1] = (long) ++now << 32 | count + 1;
        return Site.join(key, count);
    }

    // The one that the key has, or else may take.
    private int slot(long key) {
        int bucket = bucket(key);
        for (int slot = bucket; slot < bucket + 2 * WAYS; slot += 2) {
            if (slots[slot] == key || slots[slot] == 0) {
                return slot;
            }
        }
        if (slots.length < 2 * MOST) {
            grow();
            return slot(key);
        }
        return oldest(bucket);
    }

    // Keys are hashes already.
    private int bucket(long key) {
        return (int) (key >>> 31) & slots.length - 1 & -2 * WAYS;
    }

    private int oldest(int bucket) {
        int oldest = bucket;
        for (int slot = bucket + 2; slot < bucket + 2 * WAYS; slot += 2) {
            if (age(slot) > age(oldest)) {
                oldest = slot;
            }
        }
        return oldest;
    }

    private int age(int slot) {
        return now - (int) (slots[slot + 1] >>> 32);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != 0) {
                int slot = slot(old[from]);
                slots[slot] = old[from];
                slots[slot + 1] = old[from + 1];
            }
        }
    }
}
