package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What failures have shrunk to, as a table that grows, and what that comes to at the median. */
final class ShrinkingTable {
    private static final double GOAL_SECONDS = 30;
    // So many deviations a run has at least of which it is said how many have gone: of two of which
    // one is needed, no more than half can go.
    private static final long MANY = 20;

    private final List<String> strategies;
    private final List<Row> rows = new ArrayList<>();

    ShrinkingTable(List<String> strategies) {
        this.strategies = strategies;
    }

    private record Row(String name, String strategy, Map<?, ?> told) {
        long number(String key) {
            return told.get(key) instanceof Long number ? number : 0;
        }

        long deviations(String when) {
            return number("decisions-" + when) + number("faults-" + when) + number("draws-" + when);
        }

        /** With what is left of the workload. */
        long all(String when) {
            return deviations(when) + number("steps-" + when);
        }

        boolean isShrunk() {
            return told.get("ending") != null;
        }

        boolean isSmallest() {
            return "smallest".equals(told.get("ending"));
        }

        double removed() {
            return 1 - (double) deviations("after") / deviations("before");
        }

        double removedOfAll() {
            return 1 - (double) all("after") / all("before");
        }

        double seconds() {
            return number("processor-ms") / 1000.0;
        }

        String failure() {
            return name + " " + told.get("failure");
        }
    }

    /** The line above all others. */
    static String head() {
        return "%-36s %-13s %13s %13s %9s %11s %15s %7s %8s  %s%n"
                .formatted(
                        "failure of",
                        "found by",
                        "decisions",
                        "faults",
                        "draws",
                        "steps",
                        "messages",
                        "runs",
                        "seconds",
                        "told by");
    }

    /** The lines of what one strategy has found of one bug. */
    String rows(String name, String strategy, Map<String, Object> hunted) {
        StringBuilder lines = new StringBuilder();
        if (hunted.get(MutantHunt.SHRINKINGS) instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> told) {
                    Row row = new Row(name, strategy, told);
                    rows.add(row);
                    lines.append(line(row));
                }
            }
        }
        return lines.toString();
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%-36s %-13s %13s %13s %9s %11s %15s %,7d %8.1f  %s%s%n",
                row.name(),
                row.strategy(),
                change(row, "decisions"),
                change(row, "faults"),
                change(row, "draws"),
                change(row, "steps"),
                change(row, "messages"),
                row.number("runs"),
                row.seconds(),
                row.told().get("failure"),
                row.isSmallest() ? "" : " (" + row.told().get("ending") + ")");
    }

    private static String change(Row row, String what) {
        return "%d -> %d".formatted(row.number(what + "-before"), row.number(what + "-after"));
    }

    /** Whether all were shrunk to the end, and in time. */
    boolean holds() {
        return rows.stream().allMatch(row -> row.isSmallest() && row.seconds() <= GOAL_SECONDS);
    }

    /** The lines below: the medians, and whatever is not as small as it could be. */
    String end() {
        StringBuilder lines = new StringBuilder("\n");
        for (String strategy : strategies) {
            List<Row> own = rows.stream().filter(row -> row.strategy().equals(strategy)).toList();
            List<Row> some = own.stream().filter(row -> row.deviations("before") > 0).toList();
            List<Row> many = own.stream().filter(row -> row.deviations("before") >= MANY).toList();
            List<Row> needless =
                    some.stream().filter(row -> row.deviations("before") > least(row)).toList();
            lines.append(
                    "found by %s: %d failures, %d of them without any deviation%n"
                            .formatted(strategy, own.size(), own.size() - some.size()));
            lines.append(share("the deviations of the other %d:", some, Row::removed));
            lines.append(
                    share("those of the %d that have " + MANY + " or more:", many, Row::removed));
            lines.append(
                    share(
                            "those that %d do not need to fail so:",
                            needless, this::removedOfNeedless));
            lines.append(share("deviations and steps of all %d:", own, Row::removedOfAll));
        }
        lines.append(
                String.format(
                        Locale.ROOT,
                        "processor time: %.1f s at the median, %.1f s at most; goal %.0f s%n",
                        median(rows, Row::seconds),
                        rows.stream().mapToDouble(Row::seconds).max().orElse(0),
                        GOAL_SECONDS));
        lines.append(
                "not shrunk to the end: %d%n"
                        .formatted(rows.stream().filter(row -> !row.isSmallest()).count()));
        larger().forEach(lines::append);
        return lines.toString();
    }

    // The fewest that any run of the same failure is known to need.
    private long least(Row of) {
        return rows.stream()
                .filter(row -> row.isShrunk() && row.failure().equals(of.failure()))
                .mapToLong(row -> row.deviations("after"))
                .min()
                .orElse(0);
    }

    private double removedOfNeedless(Row row) {
        double needless = (double) row.deviations("before") - least(row);
        return (row.deviations("before") - row.deviations("after")) / needless;
    }

    private static String share(String of, List<Row> some, ToDoubleFunction<Row> share) {
        return some.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  of " + of + " %.0f %% are gone at the median%n",
                        some.size(),
                        100 * median(some, share));
    }

    private static double median(List<Row> some, ToDoubleFunction<Row> figure) {
        List<Double> sorted = some.stream().map(figure::applyAsDouble).sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.isEmpty()
                ? 0
                : sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    // The same failure has shrunk to fewer deviations from another run.
    private List<String> larger() {
        return rows.stream()
                .filter(row -> row.isShrunk() && row.deviations("after") > least(row))
                .map(row ->
                        "%s, found by %s: %d are left, %d of another run of it%n"
                                .formatted(
                                        row.failure(),
                                        row.strategy(),
                                        row.deviations("after"),
                                        least(row)))
                .toList();
    }

    /** All of it for a program. */
    Map<String, Object> tree() {
        return Trees.of(
                "failures",
                rows.stream()
                        .map(row ->
                                Trees.of(
                                        "of", row.name(),
                                        "strategy", row.strategy(),
                                        "shrunk", row.told()))
                        .toList());
    }
}
