package dev.irpflow.sim.scenario.load;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a misspelt one was meant to be. */
public final class Nearest {
    /** Nothing that is longer was meant to be a name. */
    private static final int LONGEST = 80;

    private Nearest() {}

    /** The known name most like the misspelt one, or null if none is much like it. */
    public static @Nullable String to(String misspelt, Collection<String> known) {
        if (misspelt.length() > LONGEST) {
            return null;
        }
        String wanted = misspelt.toLowerCase(Locale.ROOT);
        int best = Math.max(2, wanted.length() / 3) + 1;
        String nearest = null;
        for (String name : known) {
            int distance = distance(wanted, name.toLowerCase(Locale.ROOT), best);
            if (distance < best && distance < Math.max(wanted.length(), name.length())) {
                best = distance;
                nearest = name;
            }
        }
        return nearest;
    }

    /** {@code " Did you mean X?"}, or nothing. */
    static String hint(String misspelt, Collection<String> known) {
        String nearest = to(misspelt, known);
        return nearest == null ? "" : " Did you mean " + nearest + "?";
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours; at least {@code limit} if far.
     */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
