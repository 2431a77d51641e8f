package dev.irpflow.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** An immutable set of codes of one domain, in ascending order of the signed number. */
public final class StatusSet {
    private static final StatusSet EMPTY = new StatusSet(new int[0]);

    private final int[] sorted;

    private StatusSet(int[] sorted) {
        this.sorted = sorted;
    }

    static StatusSet of(List<Integer> codes) {
        if (codes.isEmpty()) {
            return EMPTY;
        }
        return new StatusSet(
                codes.stream().mapToInt(Integer::intValue).sorted().distinct().toArray());
    }

    /** Whether {@code code} is one of them. */
    public boolean contains(int code) {
        return Arrays.binarySearch(sorted, code) >= 0;
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public int size() {
        return sorted.length;
    }

    /** The code at {@code position}, from 0. */
    public int at(int position) {
        return sorted[position];
    }

    /** All codes, ascending. */
    public IntStream stream() {
        return Arrays.stream(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && Arrays.equals(sorted, set.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
