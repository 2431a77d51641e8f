package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.List;

/** The spelling of names, and lists of names as messages show them. */
final class Names {
    private static final int LONGEST = 64;
    private static final int MOST_SHOWN = 20;

    private Names() {}

    /** Lower case letters, digits and hyphens, a letter first: the user's own names. */
    static boolean isKebab(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || isDigit(c) || c == '-');
    }

    /** Upper case letters, digits and underscores: a constant of Windows. */
    static boolean isConstant(String name) {
        return !name.isEmpty()
                && name.charAt(0) >= 'A'
                && name.charAt(0) <= 'Z'
                && name.chars().allMatch(c -> c >= 'A' && c <= 'Z' || isDigit(c) || c == '_');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** What is said of a name that is none. */
    static String notKebab(String name) {
        return Scalar.shown(name)
                + ": names are lower case letters, digits and hyphens, like my-client";
    }

    /** As {@link #list}, but only the first of very many. */
    static String choice(List<String> names) {
        return names.size() <= MOST_SHOWN
                ? list(names)
                : "%s and %d more"
                        .formatted(list(names.subList(0, MOST_SHOWN)), names.size() - MOST_SHOWN);
    }

    /** {@code "a, b, c"}, or {@code "none"}. */
    static String list(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
