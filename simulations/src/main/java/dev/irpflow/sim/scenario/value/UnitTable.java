package dev.irpflow.sim.scenario.value;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of quantity with its units: reads {@code 50 ms} to 50,000,000 and writes it back.
 *
 * @param name the kind, with its article
 * @param units from the smallest to the largest
 * @param usual the unit that a message proposes for a bare number
 * @param limit the largest number of base units
 */
record UnitTable(String name, List<Unit> units, String usual, long limit) {
    /** A unit and how many base units it is. */
    record Unit(String name, long factor) {}

    /** Room for sums: two of the longest durations still fit 64 bits of nanoseconds. */
    private static final long HOURS = 1_000_000;

    static final UnitTable TIME =
            new UnitTable(
                    "a duration",
                    List.of(
                            new Unit("ns", 1),
                            new Unit("us", 1_000),
                            new Unit("ms", 1_000_000),
                            new Unit("s", 1_000_000_000),
                            new Unit("min", 60_000_000_000L),
                            new Unit("h", 3_600_000_000_000L)),
                    "ms",
                    HOURS * 3_600_000_000_000L);

    static final UnitTable SHARE =
            new UnitTable("a share", List.of(new Unit("%", 10_000_000)), "%", Share.WHOLE);

    static final UnitTable SIZE =
            new UnitTable(
                    "a size",
                    List.of(
                            new Unit("B", 1),
                            new Unit("KiB", 1L << 10),
                            new Unit("MiB", 1L << 20),
                            new Unit("GiB", 1L << 30),
                            new Unit("TiB", 1L << 40)),
                    "B",
                    1L << 50);

    static final UnitTable RATE =
            new UnitTable(
                    "a rate",
                    List.of(
                            new Unit("bit/s", 1),
                            new Unit("kbit/s", 1_000),
                            new Unit("Mbit/s", 1_000_000),
                            new Unit("Gbit/s", 1_000_000_000),
                            new Unit("Tbit/s", 1_000_000_000_000L)),
                    "Mbit/s",
                    1_000_000_000_000_000L);

    private static final List<UnitTable> ALL = List.of(TIME, SHARE, SIZE, RATE);

    /** A number and the unit after it, if there is one. */
    record Amount(String number, String unit) {
        static Amount of(String text) {
            int end = 0;
            while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            boolean space = end < text.length() && text.charAt(end) == ' ';
            return new Amount(text.substring(0, end), text.substring(space ? end + 1 : end));
        }

        boolean isNumber() {
            return Numbers.isDecimal(number);
        }
    }

    /** A regular expression that matches every good quantity of this kind. */
    String pattern() {
        return "[0-9]+(\\.[0-9]+)? ?("
                + String.join("|", units.stream().map(Unit::name).toList())
                + ")";
    }

    /** Reads a quantity of this kind, in base units. */
    Parsed<Long> read(String text) {
        if (text.startsWith("-") && Amount.of(text.substring(1)).isNumber()) {
            return Parsed.bad(shown(text) + " is negative; " + name + " is 0 or more");
        }
        Amount amount = Amount.of(text);
        if (!amount.isNumber()) {
            return Parsed.bad(
                    "%s is not %s; write it like %s".formatted(shown(text), name, like()));
        }
        if (amount.unit().isEmpty()) {
            return Parsed.bad("%s has no unit; write %s".formatted(shown(text), guess(amount)));
        }
        Unit unit = unit(amount.unit());
        return unit == null ? Parsed.bad(unknownUnit(amount)) : inBaseUnits(amount, unit);
    }

    private Parsed<Long> inBaseUnits(Amount amount, Unit unit) {
        String whole = shown(amount.number() + " " + unit.name());
        if (amount.number().length() > Numbers.LONGEST) {
            return Parsed.bad(tooLarge(whole));
        }
        BigDecimal number =
                new BigDecimal(amount.number()).multiply(BigDecimal.valueOf(unit.factor()));
        if (number.compareTo(BigDecimal.valueOf(limit)) > 0) {
            return Parsed.bad(tooLarge(whole));
        }
        if (number.stripTrailingZeros().scale() > 0) {
            return Parsed.bad(
                    "%s is too fine; the smallest step is %s".formatted(whole, written(1)));
        }
        return Parsed.good(number.longValueExact());
    }

    private String tooLarge(String whole) {
        return "%s is too large; the most is %s".formatted(whole, written(limit));
    }

    private String guess(Amount amount) {
        if (amount.number().length() > Numbers.LONGEST) {
            return like();
        }
        var number = new BigDecimal(amount.number());
        if (number.signum() == 0) {
            return written(0);
        }
        boolean fraction = this == SHARE && number.compareTo(BigDecimal.ONE) < 0;
        return (fraction ? number.movePointRight(2).stripTrailingZeros() : number).toPlainString()
                + " "
                + usual;
    }

    private String unknownUnit(Amount amount) {
        String whole = shown(amount.number() + " " + amount.unit());
        for (UnitTable other : ALL) {
            if (other != this && other.unit(amount.unit()) != null) {
                return "%s is %s; %s is written like %s".formatted(whole, other.name, name, like());
            }
        }
        String known = String.join(" ", units.stream().map(Unit::name).toList());
        String meant = UnitHabits.correct(amount.unit());
        return meant != null && unit(meant) != null
                ? "%s: the unit is written %s; write %s %s"
                        .formatted(whole, meant, shown(amount.number()), meant)
                : "%s: no such unit; the units of %s are %s".formatted(whole, name, known);
    }

    private @Nullable Unit unit(String wanted) {
        for (Unit unit : units) {
            if (unit.name().equals(wanted)) {
                return unit;
            }
        }
        return null;
    }

    private String like() {
        return this == SHARE
                ? "5 %"
                : this == RATE ? "1 Gbit/s" : this == SIZE ? "64 KiB" : "50 ms";
    }

    /** The number of the largest unit that divides it; a share has decimals instead. */
    String written(long amount) {
        if (this == SHARE) {
            return BigDecimal.valueOf(amount, 7).stripTrailingZeros().toPlainString() + " %";
        }
        if (amount == 0) {
            return this == TIME ? "0 s" : "0 " + units.getFirst().name();
        }
        Unit largest = units.getFirst();
        for (Unit unit : units) {
            if (amount % unit.factor() == 0) {
                largest = unit;
            }
        }
        return amount / largest.factor() + " " + largest.name();
    }

    private static String shown(String text) {
        return Numbers.shown(text);
    }
}
