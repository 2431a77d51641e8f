package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.PropertyText;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.scenario.Fault;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the runs of many seeds came to, together. */
final class Tally {
    private final Scenario scenario;
    private final SeedRange range;
    private final List<String> wanted;
    private final long[] reached;
    private final Map<String, Long> strikes = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private long held;
    private long violated;
    private long inconclusive;
    private long messages;
    private long firstViolated = -1;
    private long firstInconclusive = -1;

    /** An empty tally; the scenario stands for those of all seeds. */
    Tally(Scenario scenario, SeedRange range) {
        this.scenario = scenario;
        this.range = range;
        this.wanted = PropertyText.sometimes(scenario);
        this.reached = new long[wanted.size()];
    }

    Scenario scenario() {
        return scenario;
    }

    /** The seeds that it counts. */
    SeedRange range() {
        return range;
    }

    /** The first seed that was violated, -1 if none was. */
    long firstViolated() {
        return firstViolated;
    }

    /** The first seed of which nothing can be said, -1 if there is none. */
    long firstInconclusive() {
        return firstInconclusive;
    }

    void add(long seed, RunResult result) {
        messages += result.messages();
        result.faults().forEach((name, count) -> strikes.merge(name, count, Long::sum));
        for (int i = 0; i < reached.length; i++) {
            reached[i] += result.sometimes().get(i) ? 1 : 0;
        }
        switch (result.verdict()) {
            case HELD -> held++;
            case VIOLATED -> {
                violated++;
                firstViolated = firstViolated < 0 ? seed : firstViolated;
                reasons.merge(ruleOf(result), 1L, Long::sum);
            }
            case INCONCLUSIVE -> {
                inconclusive++;
                firstInconclusive = firstInconclusive < 0 ? seed : firstInconclusive;
                reasons.merge(result.reason(), 1L, Long::sum);
            }
        }
    }

    /** How far it is. */
    String progress() {
        return "%s: %,d of %,d seeds, %,d violated, %,d inconclusive"
                .formatted(scenario.name(), done(), range.count(), violated, inconclusive);
    }

    /**
     * The exit code of all together. What should be reached in some run and was not is judged here:
     * a single seed only reports it.
     */
    int exitCode() {
        if (violated > 0) {
            return Exit.VIOLATED;
        }
        boolean isWhole = done() == range.count();
        return inconclusive > 0 || !isWhole || !missing().isEmpty() ? Exit.INCONCLUSIVE : Exit.HELD;
    }

    /** The table for a reader. */
    String table(boolean interrupted) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s   seeds %d..%d   %s   (%,d of %,d runs, %,d messages)%n"
                        .formatted(
                                scenario.name(),
                                range.first(),
                                range.last(),
                                verdict(interrupted).toUpperCase(Locale.ROOT),
                                done(),
                                range.count(),
                                messages));
        text.append(
                "%n  held %,d   violated %,d   inconclusive %,d%n"
                        .formatted(held, violated, inconclusive));
        reasons.forEach((reason, count) -> text.append("    %,6d  %s%n".formatted(count, reason)));
        for (int i = 0; i < reached.length; i++) {
            text.append("  sometimes  ").append(wanted.get(i)).append("   ");
            text.append(
                    reached[i] == 0
                            ? "never reached%n".formatted()
                            : "reached in %,d runs%n".formatted(reached[i]));
        }
        for (String fault : unstruck()) {
            text.append("  fault      %s   never struck%n".formatted(fault));
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /** The document for a program: equal for equal runs. */
    Map<String, Object> document(boolean interrupted) {
        Map<String, Object> tree =
                Trees.of(
                        "irpflow-result", 1,
                        "build", Build.fingerprint(),
                        "scenario", scenario.name(),
                        "seeds", Trees.of("first", range.first(), "last", range.last()),
                        "verdict", verdict(interrupted),
                        "runs", ManyRuns.counts(held, violated, inconclusive),
                        "messages", messages,
                        "reasons", reasons,
                        "faults", strikes);
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < reached.length; i++) {
            all.add(Trees.of("that", wanted.get(i), "runs", reached[i]));
        }
        tree.put("sometimes", all);
        if (firstViolated >= 0) {
            tree.put("first-violated", firstViolated);
        }
        if (firstInconclusive >= 0) {
            tree.put("first-inconclusive", firstInconclusive);
        }
        return tree;
    }

    private long done() {
        return held + violated + inconclusive;
    }

    private String verdict(boolean interrupted) {
        if (interrupted) {
            return "interrupted";
        }
        return switch (exitCode()) {
            case Exit.HELD -> "held";
            case Exit.VIOLATED -> "violated";
            default -> "inconclusive";
        };
    }

    /** What should be reached or strike in some run and did in none; over one seed nothing. */
    List<String> missing() {
        if (range.count() == 1) {
            return List.of();
        }
        List<String> missing = new ArrayList<>(unstruck());
        for (int i = 0; i < reached.length; i++) {
            if (reached[i] == 0) {
                missing.add(wanted.get(i));
            }
        }
        return missing;
    }

    /** The faults with a chance that never struck, in no run. */
    private List<String> unstruck() {
        List<String> unstruck = new ArrayList<>();
        int number = 0;
        for (Fault fault : scenario.faults().faults()) {
            number++;
            String given = fault.terms().name();
            String name = given == null ? fault.verb() + " " + number : given;
            boolean hasChance = fault.terms().chance() != null && !fault.terms().mayMiss();
            if (hasChance && strikes.getOrDefault(name, 0L) == 0) {
                unstruck.add(name);
            }
        }
        return unstruck;
    }

    private static String ruleOf(RunResult result) {
        return result.firstViolation() == null
                ? result.reason()
                : result.firstViolation().rule().id();
    }
}
