package dev.irpflow.sim.systematic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sites and routines that a hunt leaves alone, each with a reason. As text, a line each: the
 * routine, or the words of the site, then {@code # } and the reason. Lines that begin with {@code
 * #} are remarks.
 */
public final class Exclusions {
    private static final String REASON = "  # ";

    private final Map<String, String> reasons;
    private final Set<String> used = new LinkedHashSet<>();

    private Exclusions(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    /** Nothing is left alone. */
    public static Exclusions none() {
        return new Exclusions(Map.of());
    }

    /**
     * Those of a text.
     *
     * @param problems takes what is wrong with it, by line
     */
    public static Exclusions of(String text, List<String> problems) {
        Map<String, String> reasons = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int at = line.indexOf(REASON);
            String name = (at < 0 ? line : line.substring(0, at)).strip();
            String reason = at < 0 ? "" : line.substring(at + REASON.length()).strip();
            if (name.isEmpty() || reason.isEmpty()) {
                problems.add(
                        number + "  write a routine or a site, two blanks, `# ` and the reason");
            } else if (reasons.putIfAbsent(name, reason) != null) {
                problems.add(number + "  " + name + " stands there twice");
            }
        }
        return new Exclusions(reasons);
    }

    /** How a line reads. */
    public static String line(String name, String reason) {
        return name + REASON + reason;
    }

    /** Why nothing fails at a site; null if it does. */
    @Nullable String reasonFor(FoundSite site) {
        for (String name : List.of(site.words(), site.routine())) {
            String reason = reasons.get(name);
            if (reason != null) {
                used.add(name);
                return reason;
            }
        }
        return null;
    }

    /** The entries that no site was found for. */
    public List<String> stale() {
        List<String> stale = new ArrayList<>(reasons.keySet());
        stale.removeAll(used);
        return stale;
    }
}
