package dev.irpflow.sim.strategy;

/** A long for each key, 0 for one that has none: on the path of every step, so without boxes. */
final class LongTable {
    private long[] keys = new long[128];
    private long[] values = new long[128];
    private int size;

    long get(long key) {
        return values[slot(key == 0 ? 1 : key)];
    }

    void put(long key, long value) {
        long stored = key == 0 ? 1 : key;
        int slot = slot(stored);
        if (keys[slot] == 0) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(stored);
            }
            keys[slot] = stored;
        }
        values[slot] = value;
    }

    // Keys are hashes; a free slot has the key and the value 0.
    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
