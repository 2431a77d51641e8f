package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.run.RunResult;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What the runs of many seeds, and of all examples, came to together. */
final class Tally {
    private final List<Chosen> examples;
    private final Scenario scenario;
    private final SeedRange range;
    private final Owed owed;
    private final long[] reached;
    private final Map<String, Long> strikes = new LinkedHashMap<>();
    private final Map<String, Long> reasons = new LinkedHashMap<>();
    private final Map<Integer, Long> failures = new LinkedHashMap<>();
    private long held;
    private long violated;
    private long inconclusive;
    private long messages;
    private @Nullable Turn firstViolated;
    private @Nullable Turn firstInconclusive;

    /** An empty tally. */
    Tally(List<Chosen> examples, SeedRange range) {
        this.examples = List.copyOf(examples);
        this.scenario = examples.getFirst().scenario(range.first()); // stands for those of all
        this.range = range;
        this.owed = Owed.by(scenario);
        this.reached = new long[owed.sometimes().size()];
    }

    Scenario scenario() {
        return scenario;
    }

    /** The first run of all. */
    Turn first() {
        return new Turn(examples.getFirst(), range.first());
    }

    /** The first run that was violated, null if none was. */
    @Nullable Turn firstViolated() {
        return firstViolated;
    }

    /** The first run of which nothing can be said, null if there is none. */
    @Nullable Turn firstInconclusive() {
        return firstInconclusive;
    }

    void add(Turn turn, RunResult result) {
        messages += result.messages();
        result.faults().forEach((name, count) -> strikes.merge(name, count, Long::sum));
        for (int i = 0; i < reached.length; i++) {
            reached[i] += result.sometimes().get(i) ? 1 : 0;
        }
        switch (result.verdict()) {
            case HELD -> held++;
            case VIOLATED -> {
                violated++;
                firstViolated = firstViolated == null ? turn : firstViolated;
                reasons.merge(ruleOf(result), 1L, Long::sum);
            }
            case INCONCLUSIVE -> {
                inconclusive++;
                firstInconclusive = firstInconclusive == null ? turn : firstInconclusive;
                reasons.merge(result.reason(), 1L, Long::sum);
            }
        }
        if (result.verdict() != Verdict.HELD) {
            failures.merge(turn.chosen().example().number(), 1L, Long::sum);
        }
    }

    /** How far it is. */
    String progress() {
        return "%s: %,d of %,d runs, %,d violated, %,d inconclusive"
                .formatted(scenario.name(), done(), runs(), violated, inconclusive);
    }

    /**
     * The exit code of all together. What should be reached in some run and was not is judged here:
     * a single seed only reports it.
     */
    int exitCode() {
        if (violated > 0) {
            return Exit.VIOLATED;
        }
        boolean isWhole = done() == runs();
        return inconclusive > 0 || !isWhole || !missing().isEmpty() ? Exit.INCONCLUSIVE : Exit.HELD;
    }

    /** The table for a reader. */
    String table(boolean interrupted) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s   %sseeds %d..%d   %s   (%,d of %,d runs, %,d messages)%n"
                        .formatted(
                                scenario.name(),
                                examples.size() == 1 ? "" : examples.size() + " examples   ",
                                range.first(),
                                range.last(),
                                verdict(interrupted).toUpperCase(Locale.ROOT),
                                done(),
                                runs(),
                                messages));
        text.append(
                "%n  held %,d   violated %,d   inconclusive %,d%n"
                        .formatted(held, violated, inconclusive));
        reasons.forEach((reason, count) -> text.append("    %,6d  %s%n".formatted(count, reason)));
        for (Chosen example : examples) {
            long failed = failures.getOrDefault(example.example().number(), 0L);
            if (examples.size() > 1 && failed > 0) {
                text.append("    %,6d  example %s%n".formatted(failed, words(example)));
            }
        }
        for (int i = 0; i < reached.length; i++) {
            text.append("  sometimes  ").append(owed.sometimes().get(i)).append("   ");
            text.append(
                    reached[i] == 0
                            ? "never reached%n".formatted()
                            : "reached in %,d runs%n".formatted(reached[i]));
        }
        for (String fault : owed.unstruck(strikes)) {
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
            all.add(Trees.of("that", owed.sometimes().get(i), "runs", reached[i]));
        }
        tree.put("sometimes", all);
        if (examples.size() > 1) {
            tree.put("examples", examples.stream().map(this::document).toList());
        }
        if (firstViolated != null) {
            tree.put("first-violated", firstViolated.seed());
        }
        if (firstInconclusive != null) {
            tree.put("first-inconclusive", firstInconclusive.seed());
        }
        return tree;
    }

    private Map<String, Object> document(Chosen example) {
        return Trees.of(
                "example", example.example().number(),
                "values", example.example().values(),
                "failed", failures.getOrDefault(example.example().number(), 0L));
    }

    private static String words(Chosen example) {
        StringJoiner words = new StringJoiner(", ");
        example.example().values().forEach((name, value) -> words.add(name + " = " + value));
        return "%d (%s)".formatted(example.example().number(), words);
    }

    private long runs() {
        return (long) range.count() * examples.size();
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

    /** The seeds of its runs. */
    String seeds() {
        return range.count() == 1
                ? "seed " + range.first()
                : "seeds %d..%d".formatted(range.first(), range.last());
    }

    /** Why nothing can be said, in a line; "" if something can. */
    String doubt() {
        if (exitCode() != Exit.INCONCLUSIVE) {
            return "";
        }
        List<String> why = new ArrayList<>(reasons.keySet());
        missing().forEach(each -> why.add("never: " + each));
        if (done() < runs()) {
            why.add("%,d runs were not played".formatted(runs() - done()));
        }
        return String.join("; ", why);
    }

    /** What should be reached or strike in some run and did in none; over one run nothing. */
    List<String> missing() {
        if (runs() == 1) {
            return List.of();
        }
        List<String> missing = new ArrayList<>(owed.unstruck(strikes));
        missing.addAll(owed.unreached(which -> reached[which]));
        return missing;
    }

    private static String ruleOf(RunResult result) {
        return result.firstViolation() == null
                ? result.reason()
                : result.firstViolation().rule().id();
    }
}
