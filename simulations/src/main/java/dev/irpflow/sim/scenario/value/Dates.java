package dev.irpflow.sim.scenario.value;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads dates as Windows counts them: units of 100 ns from the start of 1601. */
public final class Dates {
    /** What every date matches, as a regular expression. */
    public static final String PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";

    private static final long UNITS_PER_SECOND = 10_000_000;
    private static final long UNIT_NS = 100;
    private static final long SECONDS_TO_1970 = 11_644_473_600L;

    private Dates() {}

    /** Whether a text begins like a date rather than a duration. */
    public static boolean looksLikeOne(String text) {
        return text.length() > 4 && text.charAt(4) == '-' && Numbers.isDigits(text.substring(0, 4));
    }

    /** A date such as {@code 2025-01-01T02:00:00Z}, which keeps its spelling. */
    public static Parsed<Constant> date(String text) {
        try {
            Instant instant = Instant.parse(text);
            long units =
                    (instant.getEpochSecond() + SECONDS_TO_1970) * UNITS_PER_SECOND
                            + instant.getNano() / UNIT_NS;
            return Parsed.good(new Constant(text, units));
        } catch (DateTimeParseException e) {
            return Parsed.bad(
                    Numbers.shown(text) + " is not a date; write it like 2025-01-01T02:00:00Z");
        }
    }
}
