package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The verdict of each case, as a table and as a document. */
final class CaseTable {
    private static final List<String> SHOWN = List.of("id", "scenario", "verdict", "about");

    private final SeedRange range;
    private final List<Map<String, Object>> items = new ArrayList<>();
    private final Map<String, Integer> verdicts = new LinkedHashMap<>();
    private final Set<String> scenarios = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private int exit = Exit.HELD;
    private int missing;

    CaseTable(SeedRange range) {
        this.range = range;
    }

    void add(CaseScenarios.Played played, CaseResult result) {
        String repeat = result.repeat();
        Map<String, Object> item =
                Trees.of(
                        "id", played.id(),
                        "scenario", played.title().name(),
                        "about", played.title().about(),
                        "verdict", result.verdict(),
                        "seeds", Trees.of("first", range.first(), "last", range.last()));
        if (result.exitCode() != Exit.HELD) {
            item.put("reason", result.reason());
            item.put("repeat", repeat);
            failures.add(
                    "  %s  %s%n    %s%n    repeat  %s%n"
                            .formatted(
                                    played.id(),
                                    result.verdict().toUpperCase(Locale.ROOT),
                                    result.reason(),
                                    repeat));
        }
        items.add(item);
        scenarios.add(played.title().name());
        verdicts.merge(result.verdict(), 1, Integer::sum);
        exit = Exit.worse(exit, result.exitCode());
    }

    /** So many cases were not run. */
    void cutShort(int cases) {
        missing = cases;
        exit = Exit.worse(exit, Exit.INCONCLUSIVE);
    }

    /** The worst of all; nothing can be said where there is no case. */
    int exitCode() {
        return items.isEmpty() ? Exit.worse(exit, Exit.INCONCLUSIVE) : exit;
    }

    /** The document for a program: equal for equal runs. */
    List<Map<String, Object>> items() {
        return items;
    }

    /** A line for each case, what is to be said of those that did not hold, and the sum. */
    String text() {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (Map<String, Object> item : items) {
            Map<String, Object> line = new LinkedHashMap<>(item);
            line.put("verdict", String.valueOf(item.get("verdict")).toUpperCase(Locale.ROOT));
            shown.add(line);
        }
        StringBuilder text = new StringBuilder(new Listing(SHOWN, shown).text());
        text.append('\n');
        failures.forEach(text::append);
        if (!failures.isEmpty()) {
            text.append('\n');
        }
        StringJoiner counts = new StringJoiner(", ");
        verdicts.forEach((verdict, count) -> counts.add(count + " " + verdict));
        if (missing > 0) {
            counts.add(missing + " not run");
        }
        text.append(
                "%s in %s, %s: %s%n"
                        .formatted(
                                counted(items.size(), "case"),
                                counted(scenarios.size(), "scenario"),
                                seeds(),
                                counts));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private String seeds() {
        return range.count() == 1
                ? "seed " + range.first()
                : "seeds %d..%d".formatted(range.first(), range.last());
    }
}
