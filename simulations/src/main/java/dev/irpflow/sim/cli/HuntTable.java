package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.coverage.CoverageText;
import dev.irpflow.sim.hunt.Campaign;
import dev.irpflow.sim.hunt.Failure;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Hits;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Trees;
import dev.irpflow.sim.scenario.Scenario;
import dev.irpflow.sim.systematic.Systematic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a hunt has come to, for a reader and for a program. */
final class HuntTable {
    private final Scenario scenario; // stands for those of all seeds
    private final Campaign campaign;
    private final Findings findings;
    private final Shard shard;
    private final Shrinking shrinking = new Shrinking();
    private final Owed owed;
    private final NewBehaviour behaviour;
    private final List<String> lacking = new ArrayList<>();

    private long expected; // 0 where that is not known

    HuntTable(HuntSetup setup, Campaign campaign, Findings findings) {
        this.scenario = setup.examples().getFirst().scenario(campaign.schedule(0).seed());
        this.shard = setup.shard();
        this.campaign = campaign;
        this.findings = findings;
        this.owed = Owed.by(scenario);
        this.behaviour = new NewBehaviour(findings);
    }

    /** What its failures have shrunk to. */
    Shrinking shrinking() {
        return shrinking;
    }

    /** The name of the scenario. */
    String scenario() {
        return scenario.name();
    }

    /** It is known how many schedules there are. */
    void expects(long schedules) {
        expected = schedules;
    }

    /** How far it is. */
    String progress(long elapsedNs) {
        double seconds = Math.max(elapsedNs, 1) / 1e9;
        int failures = findings.failures().size();
        return "  %02d:%02d   %,d%s schedules   %,.0f/s%s   %d failure%s (%,d hit%s)"
                .formatted(
                        (long) seconds / 60,
                        (long) seconds % 60,
                        findings.runs(),
                        expected == 0 ? "" : " of %,d".formatted(expected),
                        findings.runs() / seconds,
                        behaviour.words(elapsedNs),
                        failures,
                        failures == 1 ? "" : "s",
                        findings.violated(),
                        findings.violated() == 1 ? "" : "s");
    }

    /**
     * The exit code. A hunt in which nothing was ever chosen has shown nothing, nor one that never
     * came where the scenario says that some run comes, nor one that was interrupted.
     */
    int exitCode(boolean interrupted) {
        if (!findings.differing().isEmpty()) {
            return Exit.NONDETERMINISM;
        }
        if (findings.violated() > 0) {
            return Exit.VIOLATED;
        }
        boolean shows = !interrupted && findings.runs() > 0 && findings.questions() > 0;
        boolean isAllThere = isSystematic() ? SiteTable.isWhole(findings) : missing().isEmpty();
        return shows && findings.undecided() == 0 && lacking.isEmpty() && isAllThere
                ? Exit.HELD
                : Exit.INCONCLUSIVE;
    }

    /** The table. */
    String text(boolean interrupted) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s   %s   %s in %,d schedules by %s%s   (%,d messages, %,d questions)%n%n"
                        .formatted(
                                scenario.name(),
                                verdict(interrupted).toUpperCase(Locale.ROOT),
                                end(interrupted),
                                findings.runs(),
                                campaign.strategy().name(),
                                shard.of() == 1 ? "" : ", shard " + shard,
                                findings.messages(),
                                findings.questions()));
        text.append(
                "  held %,d   violated %,d   inconclusive %,d%n"
                        .formatted(findings.held(), findings.violated(), findings.undecided()));
        findings.inconclusive()
                .forEach((why, count) -> text.append("    %,6d  %s%n".formatted(count, why)));
        if (findings.questions() == 0) {
            text.append("  nothing was ever chosen: there is nothing to hunt in\n");
        }
        findings.differing()
                .forEach((number, how) ->
                        text.append("  differs    schedule %,d: %s%n".formatted(number + 1, how)));
        if (isProof(interrupted)) {
            text.append(
                    "  every order, way and chance was tried with %s, but for orders of steps that commute%n"
                            .formatted(campaign.seeds()));
        }
        for (String each : missing()) {
            text.append("  never      ").append(each).append('\n');
        }
        if (isSystematic()) {
            text.append(SiteTable.text(findings));
        }
        int number = 0;
        for (Map.Entry<Failure, Hits> entry : findings.failures().entrySet()) {
            Hits hits = entry.getValue();
            text.append(
                    "  F%-2d %s   %s   %,d hits, first in schedule %,d by %s%n"
                            .formatted(
                                    ++number,
                                    entry.getKey().rule(),
                                    entry.getKey().place(),
                                    hits.count(),
                                    hits.first() + 1,
                                    hits.strategy()));
            text.append(shrinking.words(entry.getKey()));
        }
        String gaps = new CoverageText(findings.coverage()).neverReached();
        text.append(gaps.isEmpty() ? "" : "  " + gaps + "\n");
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    // It plays one order only: what others reach, and what strikes by chance, it does not owe.
    private boolean isSystematic() {
        return campaign.strategy().name().equals(Systematic.NAME);
    }

    private String end(boolean interrupted) {
        if (interrupted) {
            return "interrupted";
        }
        return isProof(false) ? "proved" : campaign.isExhausted() ? "exhausted" : "ended";
    }

    // For the seeds that were played: what they draw is not varied.
    private boolean isProof(boolean interrupted) {
        return campaign.isExhausted() && exitCode(interrupted) == Exit.HELD;
    }

    /** The document: equal for equal hunts. */
    Map<String, Object> document(boolean interrupted) {
        List<Object> failures = new ArrayList<>();
        findings.failures()
                .forEach((failure, hits) ->
                        failures.add(
                                Trees.of(
                                        "name", "F" + (failures.size() + 1),
                                        "rule", failure.rule(),
                                        "place", failure.place(),
                                        "hits", hits.count(),
                                        "schedule", hits.first() + 1,
                                        "strategy", hits.strategy(),
                                        "shrunk", shrinking.tree(failure))));
        List<Object> differing = new ArrayList<>();
        findings.differing()
                .forEach((run, how) -> differing.add(Trees.of("schedule", run + 1, "how", how)));
        return Trees.of(
                "irpflow-hunt", 1,
                "build", Build.fingerprint(),
                "scenario", scenario.name(),
                "strategy", campaign.strategy().name(),
                "verdict", verdict(interrupted),
                "proved", isProof(interrupted),
                "interrupted", interrupted,
                "shard", shard.toString(),
                "schedules", findings.runs(),
                "runs", ManyRuns.counts(findings.held(), findings.violated(), findings.undecided()),
                "messages", findings.messages(),
                "questions", findings.questions(),
                "reasons", findings.inconclusive(),
                "faults", findings.strikes(),
                "never", missing(),
                "differing", differing,
                "each-site", SiteTable.tree(findings),
                "failures", failures);
    }

    /** Why nothing can be said, in a line; "" if something can. */
    String doubt(boolean interrupted) {
        List<String> why = new ArrayList<>(findings.inconclusive().keySet());
        missing().forEach(each -> why.add("never " + each));
        if (findings.questions() == 0) {
            why.add("nothing was ever chosen");
        }
        findings.differing()
                .forEach((number, how) -> why.add("schedule " + (number + 1) + ": " + how));
        if (interrupted) {
            why.add("it was interrupted");
        }
        return String.join("; ", why);
    }

    private String verdict(boolean interrupted) {
        return switch (exitCode(interrupted)) {
            case Exit.HELD -> "held";
            case Exit.VIOLATED -> "violated";
            case Exit.NONDETERMINISM -> "nondeterministic";
            default -> "inconclusive";
        };
    }

    /** Something without which nothing can be said. */
    void lacks(String what) {
        lacking.add(what);
    }

    // What some run should have reached or been struck by, and none was.
    private List<String> missing() {
        List<String> missing = new ArrayList<>(lacking);
        if (isSystematic()) {
            return missing;
        }
        owed.unreached(findings::reached).forEach(each -> missing.add("reached: " + each));
        owed.unstruck(findings.strikes()).forEach(each -> missing.add("struck: " + each));
        return missing;
    }
}
