package dev.irpflow.sim.scenario.value;

import java.util.function.Function;

/** Reads quantities with units: {@code 50 ms}, {@code 10..80 ms}, {@code 5 %}, {@code 64 KiB}. */
public final class Quantities {
    /** What every duration matches, as a regular expression. */
    public static final String TIME_PATTERN = UnitTable.TIME.pattern();

    /** What every share matches. */
    public static final String SHARE_PATTERN = UnitTable.SHARE.pattern();

    /** What every size matches. */
    public static final String SIZE_PATTERN = UnitTable.SIZE.pattern();

    /** What every rate matches. */
    public static final String RATE_PATTERN = UnitTable.RATE.pattern();

    private static final String AT_LEAST = "at-least ";
    private static final String AT_MOST = "at-most ";

    private Quantities() {}

    public static Parsed<TimeSpan> time(String text) {
        return UnitTable.TIME.read(text).map(TimeSpan::new);
    }

    public static Parsed<Share> share(String text) {
        return UnitTable.SHARE.read(text).map(Share::new);
    }

    public static Parsed<Size> size(String text) {
        return UnitTable.SIZE.read(text).map(Size::new);
    }

    public static Parsed<Rate> rate(String text) {
        return UnitTable.RATE.read(text).map(Rate::new);
    }

    /** One length, or two with {@code ..} between: the unit may stand at the end only. */
    public static Parsed<TimeRange> timeRange(String text) {
        return range(text, UnitTable.TIME)
                .map(ends -> new TimeRange(new TimeSpan(ends.from()), new TimeSpan(ends.to())));
    }

    /** As {@link #timeRange}, or {@code at-least 4 s}, {@code at-most 4 s}. */
    public static Parsed<TimeRange> timeLimits(String text) {
        if (text.startsWith(AT_LEAST)) {
            return time(text.substring(AT_LEAST.length()))
                    .map(least -> new TimeRange(least, TimeRange.FOREVER));
        }
        if (text.startsWith(AT_MOST)) {
            return time(text.substring(AT_MOST.length()))
                    .map(most -> new TimeRange(TimeSpan.ZERO, most));
        }
        return timeRange(text);
    }

    /** The two ends of a range in base units, and the step between the values it may take. */
    public record Ends(long from, long to, long step) {
        /** How many values there are to draw from, at most {@link Long#MAX_VALUE}. */
        public long values() {
            return (to - from) / step + 1;
        }
    }

    /** Ends of a share, to be drawn in steps of the last digit that is written. */
    public static Parsed<Ends> shareEnds(String text) {
        return range(text, UnitTable.SHARE);
    }

    /** Ends of a duration, to be drawn in steps of the last digit that is written. */
    public static Parsed<Ends> timeEnds(String text) {
        return range(text, UnitTable.TIME);
    }

    /** Ends of a size, any number of bytes between them. */
    public static Parsed<Ends> sizeEnds(String text) {
        return range(text, UnitTable.SIZE).map(ends -> new Ends(ends.from(), ends.to(), 1));
    }

    private static Parsed<Ends> range(String text, UnitTable table) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return table.read(text).map(only -> new Ends(only, only, 1));
        }
        String last = text.substring(dots + 2);
        UnitTable.Amount end = UnitTable.Amount.of(last);
        String first = withUnit(text.substring(0, dots), end);
        return table.read(first)
                .then(from ->
                        table.read(last).then(to -> ends(text, table, from, to, first, last)));
    }

    private static String withUnit(String first, UnitTable.Amount end) {
        UnitTable.Amount start = UnitTable.Amount.of(first);
        return start.isNumber() && start.unit().isEmpty() && !end.unit().isEmpty()
                ? first + " " + end.unit()
                : first;
    }

    private static Parsed<Ends> ends(
            String text, UnitTable table, long from, long to, String first, String last) {
        if (from > to) {
            return Parsed.bad(Numbers.backwards(text));
        }
        Function<String, Long> step = part -> lastDigit(table, part);
        return Parsed.good(new Ends(from, to, Math.min(step.apply(first), step.apply(last))));
    }

    /** What the last digit of a good quantity counts, in base units. */
    private static long lastDigit(UnitTable table, String text) {
        UnitTable.Amount amount = UnitTable.Amount.of(text);
        int point = amount.number().indexOf('.');
        int decimals = point < 0 ? 0 : amount.number().length() - point - 1;
        long step = 1;
        for (UnitTable.Unit unit : table.units()) {
            if (unit.name().equals(amount.unit())) {
                step = unit.factor();
            }
        }
        for (int i = 0; i < decimals && step > 1; i++) {
            step = Math.max(1, step / 10);
        }
        return step;
    }
}
