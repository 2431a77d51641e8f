package dev.irpflow.sim.coverage;

import dev.irpflow.stage.Site;
import java.util.Arrays;

/**
 * Counters that are found by a key of 64 bits: an open-addressed table of numbers, since it is
 * asked at every message. A counter keeps its number for good, so that whoever asks for the same
 * one again and again can keep that.
 */
final class Tallies {
    /** The number of no counter. */
    static final int NONE = 0;

    private static final int IGNORED = 1;

    // More than any scenario has ways; a scenario that exceeds it is counted in what it has so far.
    private static final int MOST = 1 << 17;

    private long[] keys = new long[2048];
    private int[] numbers = new int[2048];
    private Entry[] entries = new Entry[1024];
    private long[] counts = new long[1024];
    private int size = 2; // the first is that of what found no room
    private int drained = 2;

    /** The counter of a key, {@link #NONE} if there is none. */
    int find(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (numbers[slot] != NONE) {
            if (keys[slot] == key) {
                return numbers[slot];
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    /** A new counter for a key that has none. */
    int add(long key, Entry entry) {
        if (size == MOST) {
            return NONE;
        }
        if (2 * size >= keys.length) {
            grow();
        }
        int number = size++;
        if (number == counts.length) {
            counts = Arrays.copyOf(counts, 2 * number);
            entries = Arrays.copyOf(entries, 2 * number);
        }
        entries[number] = entry;
        put(key, number);
        return number;
    }

    /** What is found under a key is of no interest: it is counted, and nobody is told. */
    int ignore(long key) {
        if (size == MOST) {
            return NONE;
        }
        if (2 * size >= keys.length) {
            grow();
        }
        put(key, IGNORED);
        return IGNORED;
    }

    /** Two new counters, the second with the next number. */
    int add(long key, Entry entry, Entry following) {
        if (size + 2 > MOST) {
            return NONE;
        }
        int number = add(key, entry);
        add(Site.join(key, 1), following);
        return number;
    }

    /** The counter of an entry, which is made if there is none; for what comes up seldom. */
    int of(Entry entry) {
        long key = Site.join(Site.key(entry.kind().word()), Site.key(entry.subject()));
        key = Site.join(Site.join(key, Site.key(entry.item())), Site.key(entry.how()));
        int known = find(key);
        return known == NONE ? add(key, entry) : known;
    }

    void count(int number) {
        counts[number]++;
    }

    void count(int number, long by) {
        counts[number] += by;
    }

    /** What a counter counts. */
    Entry entry(int number) {
        return entries[number];
    }

    /** How many counters there are: it grows by what was never seen before. */
    int size() {
        return size;
    }

    /** Hands over what was counted since the last time, and what was never handed over. */
    void drain(Coverage into) {
        for (int i = 2; i < size; i++) {
            if (i >= drained || counts[i] != 0) {
                into.add(entries[i], counts[i]);
                counts[i] = 0;
            }
        }
        drained = size;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != NONE) {
                put(oldKeys[i], oldNumbers[i]);
            }
        }
    }

    private void put(long key, int number) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (numbers[slot] != NONE) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        numbers[slot] = number;
    }
}
