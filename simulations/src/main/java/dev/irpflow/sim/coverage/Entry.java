package dev.irpflow.sim.coverage;

import java.util.Comparator;

/**
 * One thing that runs can reach.
 *
 * @param subject the first name, see {@link Kind}
 * @param item the second, "" for none
 * @param how the third, "" for none
 */
public record Entry(Kind kind, String subject, String item, String how)
        implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::kind)
                    .thenComparing(Entry::subject)
                    .thenComparing(Entry::item)
                    .thenComparing(Entry::how);

    Entry(Kind kind, String subject) {
        this(kind, subject, "", "");
    }

    Entry(Kind kind, String subject, String item) {
        this(kind, subject, item, "");
    }

    /** As one line of text. */
    public String written() {
        return kind.name() + '\t' + subject + '\t' + item + '\t' + how;
    }

    /**
     * Reads what {@link #written} gives.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Entry read(String line) {
        String[] names = line.split("\t", -1);
        if (names.length != 4) {
            throw new IllegalArgumentException("no entry of a coverage: " + line);
        }
        return new Entry(Kind.valueOf(names[0]), names[1], names[2], names[3]);
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }
}
