package dev.irpflow.sim.coverage;

import dev.irpflow.kernel.Call;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a run that have begun and not ended, by the key of what carries each: an IRP,
 * an RX_CONTEXT. Arrays, since every call of a kind that may pend has one.
 */
final class OpenOperations {
    /** The number of none. */
    static final int NONE = 0;

    private static final int BUCKETS = 64;

    private final int[] first = new int[BUCKETS];
    private int[] next = new int[32];
    private long[] keys = new long[32];
    private @Nullable Call[] calls = new Call[32];
    private @Nullable Counted[] routines = new Counted[32];
    private int[] locations = new int[32];
    private int[] statuses = new int[32];
    private byte[] flags = new byte[32];
    private int size = 1;
    private int free = NONE;

    static final byte PENDING = 1;
    static final byte ENDED = 2;
    static final byte CANCEL = 4;

    /** Forgets all: another run begins. */
    void clear() {
        if (size > 1) {
            Arrays.fill(first, NONE);
            Arrays.fill(calls, 1, size, null);
            size = 1;
            free = NONE;
        }
    }

    /** An operation begins. */
    void add(long key, Call call, Counted routine, int location) {
        int number = free;
        if (number == NONE) {
            number = size++;
            if (number == keys.length) {
                grow();
            }
        } else {
            free = next[number];
        }
        int bucket = (int) key & BUCKETS - 1;
        next[number] = first[bucket];
        first[bucket] = number;
        keys[number] = key;
        calls[number] = call;
        routines[number] = routine;
        locations[number] = location;
        flags[number] = 0;
    }

    /** The newest operation of a key, {@link #NONE} for none. */
    int newest(long key) {
        return from(first[(int) key & BUCKETS - 1], key);
    }

    /** The one of the same key that is older than this. */
    int older(int number) {
        return from(next[number], keys[number]);
    }

    /** The operation of a call, {@link #NONE} for none. */
    int of(long key, Call call) {
        int number = newest(key);
        while (number != NONE && calls[number] != call) {
            number = older(number);
        }
        return number;
    }

    /** The operation of a call of which nobody knows the key. */
    int of(Call call) {
        for (int i = size - 1; i > NONE; i--) {
            if (calls[i] == call) {
                return i;
            }
        }
        return NONE;
    }

    @Nullable Call call(int number) {
        return calls[number];
    }

    @Nullable Counted routine(int number) {
        return routines[number];
    }

    /** The stack location that it takes. */
    int location(int number) {
        return locations[number];
    }

    /** With which status it has ended. */
    int status(int number) {
        return statuses[number];
    }

    boolean is(int number, byte flag) {
        return (flags[number] & flag) != 0;
    }

    void mark(int number, byte flag) {
        flags[number] |= flag;
    }

    void ended(int number, int status) {
        statuses[number] = status;
        flags[number] |= ENDED;
    }

    void remove(int number) {
        int bucket = (int) keys[number] & BUCKETS - 1;
        if (first[bucket] == number) {
            first[bucket] = next[number];
        } else {
            int before = first[bucket];
            while (next[before] != number) {
                before = next[before];
            }
            next[before] = next[number];
        }
        calls[number] = null;
        next[number] = free;
        free = number;
    }

    private int from(int start, long key) {
        int number = start;
        while (number != NONE && keys[number] != key) {
            number = next[number];
        }
        return number;
    }

    private void grow() {
        int length = 2 * keys.length;
        next = Arrays.copyOf(next, length);
        keys = Arrays.copyOf(keys, length);
        calls = Arrays.copyOf(calls, length);
        routines = Arrays.copyOf(routines, length);
        locations = Arrays.copyOf(locations, length);
        statuses = Arrays.copyOf(statuses, length);
        flags = Arrays.copyOf(flags, length);
    }
}
