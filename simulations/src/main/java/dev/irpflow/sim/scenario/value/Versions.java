package dev.irpflow.sim.scenario.value;

/** Reads versions of two numbers: {@code 1.0}, {@code 1.0..1.1}. */
public final class Versions {
    private static final int MOST = 255;

    private Versions() {}

    public static Parsed<Version> version(String text) {
        int point = text.indexOf('.');
        String major = point < 0 ? text : text.substring(0, point);
        String minor = point < 0 ? "" : text.substring(point + 1);
        if (!fits(major) || !fits(minor)) {
            return Parsed.bad(
                    Numbers.shown(text)
                            + " is not a version; write two numbers from 0 to 255, like 1.0");
        }
        return Parsed.good(new Version(Integer.parseInt(major), Integer.parseInt(minor)));
    }

    public static Parsed<VersionRange> range(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return version(text).map(only -> new VersionRange(only, only));
        }
        Parsed<Version> highest = version(text.substring(dots + 2));
        return version(text.substring(0, dots))
                .then(low ->
                        highest.then(high ->
                                low.compareTo(high) > 0
                                        ? Parsed.bad(Numbers.backwards(text))
                                        : Parsed.good(new VersionRange(low, high))));
    }

    private static boolean fits(String part) {
        return Numbers.isDigits(part)
                && part.length() <= 3
                && (part.length() == 1 || !part.startsWith("0"))
                && Integer.parseInt(part) <= MOST;
    }
}
