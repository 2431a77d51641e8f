package dev.irpflow.sim.scenario.value;

import java.math.BigInteger;

/** Whole numbers, decimal or hexadecimal, without units. */
public final class Numbers {
    /** No number of the language needs more digits. */
    static final int LONGEST = 30;

    private static final int SHOWN = 40;

    private Numbers() {}

    /** A count: decimal digits, 0 or more. */
    public static Parsed<Long> count(String text) {
        if (text.startsWith("-") && isDigits(text.substring(1))) {
            return Parsed.bad(shown(text) + " is negative; a count is 0 or more");
        }
        if (!isDigits(text)) {
            return Parsed.bad(shown(text) + " is not a whole number; write it in digits, like 20");
        }
        if (text.length() > 1 && text.startsWith("0")) {
            return Parsed.bad(shown(text) + " begins with 0; write the number without");
        }
        if (text.length() > LONGEST || new BigInteger(text).bitLength() > 63) {
            return Parsed.bad(shown(text) + " is too large; the most is " + Long.MAX_VALUE);
        }
        return Parsed.good(Long.parseLong(text));
    }

    /** A count of at least 1, such as an occurrence. */
    public static Parsed<Long> ordinal(String text) {
        return count(text)
                .then(n ->
                        n == 0
                                ? Parsed.bad("0 is too small; counting starts at 1")
                                : Parsed.good(n));
    }

    /** A number of C: decimal, perhaps negative, or hexadecimal up to 64 bits. */
    public static Parsed<Long> literal(String text) {
        if (!text.startsWith("0x") && !text.startsWith("0X")) {
            boolean negative = text.startsWith("-");
            return count(negative ? text.substring(1) : text).map(n -> negative ? -n : n);
        }
        String digits = text.substring(2);
        if (!isHex(digits)) {
            return Parsed.bad(shown(text) + " is not a number in hexadecimal, like 0x1F");
        }
        if (digits.length() > LONGEST || new BigInteger(digits, 16).bitLength() > 64) {
            return Parsed.bad(shown(text) + " is too large; the most is 64 bits");
        }
        return Parsed.good(new BigInteger(digits, 16).longValue());
    }

    /** {@code 1}, {@code 1..3}, {@code at-least 1} or {@code at-most 3}. */
    public static Parsed<CountRange> countRange(String text) {
        if (text.startsWith("at-least ")) {
            return count(text.substring(9)).map(n -> new CountRange(n, Long.MAX_VALUE));
        }
        if (text.startsWith("at-most ")) {
            return count(text.substring(8)).map(n -> new CountRange(0, n));
        }
        int dots = text.indexOf("..");
        if (dots < 0) {
            return count(text).map(n -> new CountRange(n, n));
        }
        Parsed<Long> most = count(text.substring(dots + 2));
        return count(text.substring(0, dots))
                .then(from ->
                        most.then(to ->
                                from > to
                                        ? Parsed.bad(backwards(text))
                                        : Parsed.good(new CountRange(from, to))));
    }

    /** What is said of a range whose first end is the larger one. */
    static String backwards(String text) {
        return shown(text) + " runs backwards; the smaller end comes first";
    }

    static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isHex(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c ->
                                c >= '0' && c <= '9'
                                        || c >= 'a' && c <= 'f'
                                        || c >= 'A' && c <= 'F');
    }

    /** Digits, and perhaps a point with digits after it. */
    static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        return point < 0
                ? isDigits(text)
                : isDigits(text.substring(0, point)) && isDigits(text.substring(point + 1));
    }

    /** Text as a message repeats it, cut where it is long. */
    static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
    }
}
