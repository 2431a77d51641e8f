package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Seeds that a user names, both ends included.
 *
 * @param first from 0
 * @param last at least the first
 */
record SeedRange(long first, long last) {
    private static final long MOST = 1_000_000;
    private static final String ALLOWED = "a seed is a whole number from 0 to " + Long.MAX_VALUE;
    private static final Pattern RANGE = Pattern.compile("(.*?)\\.\\.(.*)");

    /** How many there are. */
    int count() {
        return (int) (last - first + 1);
    }

    /**
     * One seed.
     *
     * @throws Refusal if it is none
     */
    static long one(String option, String text) throws Refusal {
        if (!text.matches("[0-9]+")) {
            throw new Refusal("%s: found \"%s\"; %s".formatted(option, text, ALLOWED));
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal("%s: %s is too large; %s".formatted(option, text, ALLOWED));
        }
    }

    /**
     * What {@code --seed} or {@code --seeds} says, which exclude each other; null if neither is
     * given.
     *
     * @throws Refusal if both are, or what they say is no seed
     */
    static @Nullable SeedRange chosen(@Nullable String seed, @Nullable String seeds)
            throws Refusal {
        if (seed != null && seeds != null) {
            throw new Refusal("--seed and --seeds exclude each other; give one of them");
        }
        if (seeds != null) {
            return of("--seeds", seeds);
        }
        return seed == null ? null : only(one("--seed", seed));
    }

    /** One seed as a range. */
    static SeedRange only(long seed) {
        return new SeedRange(seed, seed);
    }

    /**
     * A range such as {@code 1..1000}, or one seed.
     *
     * @throws Refusal if it is no range, or one of too many seeds
     */
    static SeedRange of(String option, String text) throws Refusal {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            return only(one(option, text));
        }
        long first = one(option, range.group(1).strip());
        long last = one(option, range.group(2).strip());
        if (first > last) {
            throw new Refusal(
                    "%s: %s begins after its end; write %d..%d"
                            .formatted(option, text, last, first));
        }
        if (last - first >= MOST) {
            throw new Refusal(
                    "%s: %s holds more than %d seeds; run them in parts"
                            .formatted(option, text, MOST));
        }
        return new SeedRange(first, last);
    }
}
