package dev.irpflow.sim.coverage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs have reached: entries with counts. Those of two sets of runs can be added, in any
 * order. An entry with count 0 could have been reached.
 */
public final class Coverage {
    private final Map<Entry, Long> counts = new LinkedHashMap<>();

    /**
     * Adds what other runs have reached.
     *
     * @return how many entries were never reached before
     */
    public long add(Coverage other) {
        long news = 0;
        for (Map.Entry<Entry, Long> each : other.counts.entrySet()) {
            news += add(each.getKey(), each.getValue()) ? 1 : 0;
        }
        return news;
    }

    /** Adds to an entry; true if it was never reached before. */
    public boolean add(Entry entry, long count) {
        Long before = counts.put(entry, count);
        if (before == null || before == 0) {
            return count > 0;
        }
        counts.put(entry, before + count);
        return false;
    }

    /** Whether nothing is known, not even what could be reached. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Whether an entry is known, reached or not. */
    boolean contains(Entry entry) {
        return counts.containsKey(entry);
    }

    /** How often an entry was reached; 0 for never. */
    public long count(Entry entry) {
        return counts.getOrDefault(entry, 0L);
    }

    /** The entries with their counts, in order. */
    public SortedMap<Entry, Long> entries() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** The entries of a kind with their counts, in order. */
    public SortedMap<Entry, Long> entries(Kind kind) {
        SortedMap<Entry, Long> some = new TreeMap<>();
        counts.forEach((entry, count) -> {
            if (entry.kind() == kind) {
                some.put(entry, count);
            }
        });
        return some;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Coverage coverage && counts.equals(coverage.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
