package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.StrategyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the hunts of all mutants came to, as a table that grows while they are hunted. */
final class MutantTable {
    private static final double GOAL_FOUND = 0.95;
    private static final double GOAL_TIMES = 3;
    private static final int NAME = 36;
    private static final int COLUMN = 14;

    private final List<StrategyName> strategies;
    private final long schedules;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> unsound = new TreeSet<>(); // scenarios that fail as they are

    MutantTable(List<StrategyName> strategies, long schedules) {
        this.strategies = strategies;
        this.schedules = schedules;
    }

    private record Row(MutantRuns.Of of, StrategyName judged) {
        long number(StrategyName strategy, String name) {
            Map<String, Object> told = of.hunts().get(strategy);
            return told != null && told.get(name) instanceof Long number ? number : 0;
        }

        String text(String name) {
            Map<String, Object> told = of.hunts().get(judged);
            return told == null || told.get(name) == null ? "" : String.valueOf(told.get(name));
        }

        boolean isFound() {
            return number(judged, "found") > 0;
        }

        boolean isFoundByItsRule() {
            return text("rule").equals(of.mutant().rule());
        }

        /** Schedules to the first failure, in the mean; infinite if it was never found. */
        double mean(StrategyName strategy) {
            long found = number(strategy, "found");
            return found == 0
                    ? Double.POSITIVE_INFINITY
                    : (double) number(strategy, "played") / found;
        }

        double best() {
            return of.hunts().keySet().stream()
                    .mapToDouble(this::mean)
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        double times() {
            return mean(judged) / best();
        }

        boolean failsAtOnce() {
            return Boolean.TRUE.equals(of.boring().get("fails"));
        }
    }

    /** The line above all others. */
    String head() {
        StringBuilder line = new StringBuilder("%-36s".formatted("mutant"));
        strategies.forEach(strategy -> line.append(right(strategy.word())));
        return line.append("   times  decisions  found by\n").toString();
    }

    /**
     * The line of a mutant.
     *
     * @param baseline what was found in its scenario as it is
     */
    String row(Map<String, Object> baseline, MutantRuns.Of of) {
        Row row = new Row(of, strategies.getFirst());
        rows.add(row);
        if (!Long.valueOf(0).equals(baseline.get("found"))) {
            unsound.add(
                    "%s: %s at %s"
                            .formatted(
                                    of.mutant().scenario(),
                                    baseline.get("rule"),
                                    baseline.get("place")));
        }
        StringBuilder line = new StringBuilder(("%-" + NAME + "s").formatted(of.mutant().name()));
        strategies.forEach(strategy -> line.append(right(mean(row, strategy))));
        line.append(row.isFound() ? "%8.1f".formatted(row.times()) : "       -");
        line.append("%11s".formatted(decisions(row)));
        line.append(row.isFound() ? "  " + row.text("rule") : "  nothing");
        if (row.isFound() && !row.isFoundByItsRule()) {
            line.append(", not by ").append(of.mutant().rule());
        }
        return line.append('\n').toString();
    }

    private static String decisions(Row row) {
        return row.text("decisions-before").isEmpty()
                ? ""
                : row.text("decisions-before") + " -> " + row.text("decisions-after");
    }

    private static String mean(Row row, StrategyName strategy) {
        double mean = row.mean(strategy);
        if (Double.isInfinite(mean)) {
            return "-";
        }
        return String.format(Locale.ROOT, "%,.1f", mean);
    }

    private static String right(String text) {
        return ("%" + COLUMN + "s").formatted(text);
    }

    private long found() {
        return rows.stream().filter(Row::isFound).count();
    }

    private long near() {
        return rows.stream().filter(row -> row.isFound() && row.times() <= GOAL_TIMES).count();
    }

    private boolean isFoundEnough() {
        return found() >= GOAL_FOUND * rows.size();
    }

    /** Whether the goals are reached. */
    boolean holds() {
        return unsound.isEmpty() && isFoundEnough() && near() == found();
    }

    /** The lines below. */
    String end() {
        String judged = strategies.getFirst().word();
        StringBuilder lines = new StringBuilder("\n");
        lines.append(
                String.format(
                        Locale.ROOT,
                        "found within %,d schedules by %s: %d of %d; goal 95 %%: %s%n",
                        schedules,
                        judged,
                        found(),
                        rows.size(),
                        verdict(isFoundEnough())));
        if (strategies.size() > 1) {
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "%s within %.0f times the best strategy: %d of %d that were found; goal"
                                    + " all: %s%n",
                            judged,
                            GOAL_TIMES,
                            near(),
                            found(),
                            verdict(near() == found())));
        }
        rows.stream()
                .filter(row -> row.isFound() && row.times() > GOAL_TIMES)
                .forEach(row ->
                        lines.append(
                                String.format(
                                        Locale.ROOT,
                                        "farther: %s, %.1f times%n",
                                        row.of().mutant().name(),
                                        row.times())));
        rows.stream()
                .filter(row -> !row.isFound())
                .forEach(row ->
                        lines.append("not found: ").append(row.of().mutant().name()).append('\n'));
        lines.append(
                String.format(
                        Locale.ROOT,
                        "found by another rule than the one that is meant: %d%n",
                        rows.stream()
                                .filter(row -> row.isFound() && !row.isFoundByItsRule())
                                .count()));
        lines.append(
                String.format(
                        Locale.ROOT,
                        "failing in the run with the boring answers already: %d%n",
                        rows.stream().filter(Row::failsAtOnce).count()));
        unsound.forEach(
                one -> lines.append("fails without a mutant, too: ").append(one).append('\n'));
        return lines.toString();
    }

    private static String verdict(boolean holds) {
        return holds ? "reached" : "MISSED";
    }

    /** All of it for a program. */
    Map<String, Object> tree() {
        List<Object> all = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> hunts = Trees.of();
            row.of().hunts().forEach((strategy, told) -> hunts.put(strategy.word(), told));
            all.add(
                    Trees.of(
                            "name", row.of().mutant().name(),
                            "about", row.of().mutant().about(),
                            "scenario", row.of().mutant().scenario(),
                            "rule", row.of().mutant().rule(),
                            "page", row.of().mutant().page(),
                            "fails-at-once", row.failsAtOnce(),
                            "questions", row.of().boring().getOrDefault("questions", 0L),
                            "hunts", hunts));
        }
        return Trees.of(
                "schedules", schedules,
                "mutants", all,
                "found", found(),
                "near", near(),
                "unsound", List.copyOf(unsound));
    }
}
