package dev.irpflow.sim.coverage;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a kind was reached, of how much that is possible.
 *
 * @param reached how many entries
 * @param possible how many there are
 * @param missing those that were never reached, in order
 */
public record Gaps(int reached, int possible, List<Entry> missing) {
    /** The kinds of which it is known what is possible, in the order of reports. */
    public static final List<Kind> KINDS =
            List.of(
                    Kind.FAULTS,
                    Kind.FAULT_SITES,
                    Kind.STATUSES,
                    Kind.PATHS,
                    Kind.LEVELS,
                    Kind.PROCESSORS,
                    Kind.STATES,
                    Kind.TRANSITIONS,
                    Kind.CHOICES,
                    Kind.RULES,
                    Kind.SOMETIMES);

    public Gaps {
        missing = List.copyOf(missing);
    }

    /** Those of a coverage that was held against the contract, see {@link AgainstContract}. */
    public static Gaps of(Coverage all, Kind kind) {
        List<Entry> missing = new ArrayList<>();
        int[] reached = {0};
        all.entries(kind)
                .forEach((entry, count) -> {
                    if (entry.kind() == Kind.FAULT_SITES && entry.how().equals(Sites.MET)) {
                        return; // the other count of the same site
                    }
                    if (count > 0) {
                        reached[0]++;
                    } else {
                        missing.add(entry);
                    }
                });
        return new Gaps(reached[0], reached[0] + missing.size(), missing);
    }
}
