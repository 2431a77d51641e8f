package dev.irpflow.stage;

import java.util.Arrays;

/**
 * What one step has read and written, as cells: a kernel object, the state of a component, a link.
 * Two steps whose footprints do not conflict commute: done in the other order they come to the same
 * end. It is filled anew for each step and allocates nothing; while nobody listens to steps it
 * notes nothing.
 *
 * <p>A cell is a key made with {@link Site}; of a cell that has parts (the bytes of a region) a
 * range may be named. Accesses to one cell are merged into one range read and one range written.
 */
public final class Footprint {
    /**
     * The clock of machines: read by whoever asks for the time, written by whoever sets it. An
     * event that happens before its nominal moment, or moves the stage's clock to it, commutes with
     * nothing: when it happens depends on what else was ready.
     */
    public static final long CLOCK = Site.key("cell of the clock");

    /** What the run as a whole keeps: its phase, its steps, what it waits for. */
    public static final long RUN = Site.key("cell of the run");

    private static final int ALL = Integer.MAX_VALUE;
    private static final long NOTHING = 0;

    private static final long[] NO_CELLS = {};
    private static final int[] NO_SLOTS = {};

    private long[] keys = NO_CELLS; // open-addressed; 0 marks a free slot
    private long[] reads = NO_CELLS; // the first part above, the end (exclusive) below
    private long[] writes = NO_CELLS;
    private int[] slots = NO_SLOTS; // the slots in use, in the order of their first access
    private int size;
    private boolean everything;
    private boolean on;

    /** Whether accesses are noted. */
    public boolean isOn() {
        return on;
    }

    /** Notes accesses from now on, or no longer. */
    void turn(boolean on) {
        if (on && keys.length == 0) {
            keys = new long[64];
            reads = new long[64];
            writes = new long[64];
            slots = new int[32];
        }
        this.on = on;
    }

    /** Stops noting for a moment, for code that only reports; gives what {@link #resume} takes. */
    public boolean pause() {
        boolean was = on;
        on = false;
        return was;
    }

    /** Goes on as before a {@link #pause}. */
    public void resume(boolean was) {
        on = was;
    }

    /** Notes that a cell is read. */
    public void read(long cell) {
        if (on) {
            note(false, cell, 0, ALL);
        }
    }

    /** Notes that a cell is written; what is written counts as read too. */
    public void write(long cell) {
        if (on) {
            note(true, cell, 0, ALL);
        }
    }

    /** Notes that parts of a cell are read, from {@code from} to before {@code to}. */
    public void read(long cell, int from, int to) {
        if (on && from < to) {
            note(false, cell, from, to);
        }
    }

    /** Notes that parts of a cell are written, from {@code from} to before {@code to}. */
    public void write(long cell, int from, int to) {
        if (on && from < to) {
            note(true, cell, from, to);
        }
    }

    /** Notes that the step commutes with no other. */
    public void everything() {
        everything |= on;
    }

    /** Whether the order of two steps with these footprints may matter. */
    public boolean conflictsWith(Footprint other) {
        if (everything || other.everything) {
            return true;
        }
        Footprint few = size <= other.size ? this : other;
        Footprint many = few == this ? other : this;
        for (int i = 0; i < few.size; i++) {
            int a = few.slots[i];
            int b = many.slotOf(few.keys[a]);
            if (many.keys[b] != 0
                    && (overlap(few.writes[a], many.writes[b])
                            || overlap(few.writes[a], many.reads[b])
                            || overlap(few.reads[a], many.writes[b]))) {
                return true;
            }
        }
        return false;
    }

    /** How many cells were accessed. */
    public int size() {
        return size;
    }

    /** The key of a cell, in the order of the first accesses. */
    public long cell(int index) {
        return keys[slots[index]];
    }

    /** Whether any part of this cell was written. */
    public boolean isWritten(int index) {
        return writes[slots[index]] != NOTHING;
    }

    /** Whether the step commutes with no other. */
    public boolean isEverything() {
        return everything;
    }

    /** A copy that the next step does not change. */
    public Footprint copy() {
        Footprint copy = new Footprint();
        copy.keys = keys.clone();
        copy.reads = reads.clone();
        copy.writes = writes.clone();
        copy.slots = slots.clone();
        copy.size = size;
        copy.everything = everything;
        return copy;
    }

    /** Forgets the step before. */
    void clear() {
        for (int i = 0; i < size; i++) {
            int slot = slots[i];
            keys[slot] = 0;
            reads[slot] = NOTHING;
            writes[slot] = NOTHING;
        }
        size = 0;
        everything = false;
    }

    private void note(boolean written, long cell, int from, int to) {
        long key = cell == 0 ? 1 : cell;
        int slot = slotOf(key);
        if (keys[slot] == 0) {
            if (2 * (size + 1) > keys.length) {
                grow();
                slot = slotOf(key);
            }
            keys[slot] = key;
            slots[size++] = slot;
        }
        long[] ranges = written ? writes : reads;
        ranges[slot] = hull(ranges[slot], from, to);
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldReads = reads;
        long[] oldWrites = writes;
        int[] oldSlots = slots;
        keys = new long[oldKeys.length * 2];
        reads = new long[keys.length];
        writes = new long[keys.length];
        slots = Arrays.copyOf(oldSlots, oldSlots.length * 2);
        for (int i = 0; i < size; i++) {
            int from = oldSlots[i];
            int to = slotOf(oldKeys[from]);
            keys[to] = oldKeys[from];
            reads[to] = oldReads[from];
            writes[to] = oldWrites[from];
            slots[i] = to;
        }
    }

    private static long hull(long range, int from, int to) {
        if (range == NOTHING) {
            return range(from, to);
        }
        return range(Math.min(from(range), from), Math.max(to(range), to));
    }

    private static boolean overlap(long a, long b) {
        return a != NOTHING && b != NOTHING && from(a) < to(b) && from(b) < to(a);
    }

    // The end is at least 1, so that no range is NOTHING.
    private static long range(int from, int to) {
        return (long) from << 32 | to;
    }

    private static int from(long range) {
        return (int) (range >>> 32);
    }

    private static int to(long range) {
        return (int) range;
    }
}
