package dev.irpflow.sim.coverage;

import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * coverage.json: for each {@link Kind} a tree of names with counts, in which 0 is a gap. Derived
 * kinds stand there for readers; whoever reads the file again derives them anew.
 */
public final class CoverageFile {
    /** Its name in a run folder. */
    public static final String NAME = "coverage.json";

    private static final String FORMAT = "irpflow-coverage";
    private static final long VERSION = 1;

    private CoverageFile() {}

    /** The text of the file. */
    public static String text(Coverage coverage) {
        return Json.text(tree(coverage));
    }

    /** The document, equal for equal coverage. */
    public static Map<String, Object> tree(Coverage coverage) {
        Map<String, Object> tree = Trees.of(FORMAT, VERSION, "build", Build.fingerprint());
        Coverage all = AgainstContract.of(coverage);
        tree.put("summary", summary(all));
        for (Kind kind : Kind.values()) {
            SortedMap<Entry, Long> entries = all.entries(kind);
            if (!entries.isEmpty()) {
                tree.put(kind.word(), tree(entries));
            }
        }
        return tree;
    }

    private static Map<String, Object> summary(Coverage all) {
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Kind kind : Gaps.KINDS) {
            Gaps gaps = Gaps.of(all, kind);
            if (gaps.possible() > 0) {
                summary.put(
                        kind.word(),
                        Trees.of("reached", gaps.reached(), "possible", gaps.possible()));
            }
        }
        return summary;
    }

    private static Map<String, Object> tree(SortedMap<Entry, Long> entries) {
        Map<String, Object> tree = new LinkedHashMap<>();
        entries.forEach((entry, count) -> {
            Map<String, Object> inner = tree;
            List<String> names = names(entry);
            for (String name : names.subList(0, names.size() - 1)) {
                inner = inside(inner, name);
            }
            inner.put(names.getLast(), count);
        });
        return tree;
    }

    @SuppressWarnings("unchecked") // nothing else is put where names follow
    private static Map<String, Object> inside(Map<String, Object> tree, String name) {
        return (Map<String, Object>)
                tree.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    private static List<String> names(Entry entry) {
        return List.of(entry.subject(), entry.item(), entry.how()).subList(0, entry.kind().names());
    }

    /**
     * Reads a file.
     *
     * @param name how messages call it
     * @throws Refusal if it is none, or of another version
     */
    public static Coverage read(String name, byte[] bytes) throws Refusal {
        Map<String, @Nullable Object> tree = Json.read(name, bytes);
        if (!(tree.get(FORMAT) instanceof Long version) || version != VERSION) {
            throw new Refusal(
                    "%s: this is no coverage of this version: \"%s\": %d is missing"
                            .formatted(name, FORMAT, VERSION));
        }
        Coverage coverage = new Coverage();
        for (Kind kind : Kind.values()) {
            Object entries = tree.get(kind.word());
            if (entries != null && !kind.isDerived()) {
                read(name, kind, List.of(), entries, coverage);
            }
        }
        return coverage;
    }

    private static void read(
            String file, Kind kind, List<String> names, Object value, Coverage into)
            throws Refusal {
        if (names.size() == kind.names() && value instanceof Long count && count >= 0) {
            if (kind == Kind.TRANSITIONS && count == 0) {
                return; // a gap that this build may not know
            }
            into.add(
                    new Entry(
                            kind,
                            names.get(0),
                            names.size() > 1 ? names.get(1) : "",
                            names.size() > 2 ? names.get(2) : ""),
                    kind == Kind.PROCESSORS ? 0 : count);
        } else if (names.size() < kind.names() && value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                List<String> longer = new ArrayList<>(names);
                longer.add(String.valueOf(each.getKey()));
                read(file, kind, longer, each.getValue() == null ? "" : each.getValue(), into);
            }
        } else {
            throw new Refusal(
                    "%s: %s %s: wanted is a count below %d names; found %s"
                            .formatted(
                                    file,
                                    kind.word(),
                                    String.join(" > ", names),
                                    kind.names(),
                                    value));
        }
    }
}
