package dev.irpflow.sim.report;

import dev.irpflow.kernel.Violation;
import dev.irpflow.protocol.contract.Fidelity;
import dev.irpflow.sim.report.Row.Mark;
import dev.irpflow.sim.report.Row.Widths;
import dev.irpflow.sim.report.TurningPoints.Finding;
import dev.irpflow.sim.run.Verdict;
import dev.irpflow.sim.scenario.DriverSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What happened in a run, for a reader: the same text on the terminal, in {@code story.txt} and in
 * a test's message. Equal runs have equal stories.
 */
public final class Story {
    private static final int ROWS = 36;
    private static final int MANY = 3;

    private final FinishedRun run;
    private final StringBuilder text = new StringBuilder();

    private Story(FinishedRun run) {
        this.run = run;
    }

    /**
     * The story of a run, which ends with a line end.
     *
     * @param repeat the command that repeats the run from its seed
     */
    public static String of(FinishedRun run, String repeat) {
        Story story = new Story(run);
        story.header();
        if (run.result().verdict() == Verdict.VIOLATED) {
            story.violation();
        } else {
            story.reason();
            story.inShort();
            story.account();
        }
        story.text.append("\n  repeat   ").append(repeat).append('\n');
        return story.text.toString();
    }

    private void header() {
        StringJoiner facts = new StringJoiner(", ", "(", ")");
        facts.add("%,d messages".formatted(run.result().messages()));
        long strikes = run.result().faults().values().stream().mapToLong(n -> n).sum();
        facts.add(counted(strikes, "fault"));
        facts.add(counted(run.events().decisions(), "decision"));
        run.drawn().forEach((name, value) -> facts.add(name + " = " + value));
        text.append(
                "%s   seed %d   %s at %s   %s\n"
                        .formatted(
                                run.scenario().name(),
                                run.seed(),
                                run.verdict().toUpperCase(Locale.ROOT),
                                seconds(run.result().timeNs()),
                                facts));
    }

    private void reason() {
        if (!run.result().reason().isEmpty()) {
            text.append("\n  ").append(run.result().reason()).append('\n');
        }
    }

    private void inShort() {
        Counts counts = run.events().highlights().counts();
        if (counts.calls() == 0) {
            return;
        }
        text.append("\n  In short\n");
        line("asked for", joined(counts.asked()));
        line(
                "below",
                "%s, %,d of them at DISPATCH_LEVEL; %s; %s; %s"
                        .formatted(
                                counted(counts.calls(), "call"),
                                counts.atDispatch(),
                                counted(counts.pended(), "return") + " of STATUS_PENDING",
                                counted(counts.completions(), "completion"),
                                counted(counts.frames(), "frame")));
        line("faults", faults());
        List<String> reboots = new ArrayList<>();
        counts.boots()
                .forEach((machine, boots) -> {
                    if (boots > 1) {
                        reboots.add(machine + " " + times(boots));
                    }
                });
        line("booted", String.join(", ", reboots));
        List<String> wanted = PropertyText.sometimes(run.scenario());
        for (int i = 0; i < wanted.size(); i++) {
            boolean reached = run.result().sometimes().get(i);
            line("sometimes", wanted.get(i) + (reached ? ": reached" : ": not in this run"));
        }
    }

    private String faults() {
        List<String> words = new ArrayList<>();
        run.result()
                .faults()
                .forEach((name, strikes) ->
                        words.add(
                                strikes == 0
                                        ? name + " never struck"
                                        : name + " " + times(strikes)));
        return String.join(", ", words);
    }

    private void account() {
        List<Highlights.Pick> picks = run.events().highlights().best(ROWS);
        if (picks.isEmpty()) {
            return;
        }
        List<Row> rows = picks.stream().map(Highlights.Pick::row).toList();
        Widths widths = Widths.of(rows);
        heading("What happened (%d of %,d)".formatted(rows.size(), run.trace().events()), widths);
        for (Highlights.Pick pick : picks) {
            Mark mark = pick.row().kind().equals("fault") ? Mark.TURNED : Mark.NONE;
            text.append(pick.row().line(mark, widths, "")).append('\n');
            if (pick.count() >= MANY) {
                text.append(
                        "%16s... %,d more %s like this, the last at %s\n"
                                .formatted(
                                        "",
                                        pick.count() - 1,
                                        name(pick.row()),
                                        Row.time(pick.lastNs())));
            }
        }
    }

    private static String name(Row row) {
        return row.isMessage() ? row.what() : row.kind();
    }

    // A line of a scripted driver is one of the scenario.
    private String label(String frame) {
        return frame.contains(".yaml:")
                ? "    script  "
                : isOfProgram(frame) ? "    program " : "    Java    ";
    }

    private boolean isOfProgram(String frame) {
        return run.scenario().world().drivers().stream()
                .anyMatch(driver ->
                        driver.source() instanceof DriverSpec.Source.OfProgram
                                && frame.startsWith(driver.name() + "."));
    }

    private void violation() {
        Violation violation = run.result().firstViolation();
        if (violation == null) {
            return;
        }
        text.append("\n  %s  %s\n".formatted(violation.rule().id(), violation.rule().prose()));
        text.append("  ").append(sentence(violation.detail())).append('\n');
        List<String> frames = violation.stack().lines().toList();
        for (int i = 0; i < frames.size(); i++) {
            text.append(i == 0 ? label(frames.getFirst()) : "            ")
                    .append(frames.get(i))
                    .append('\n');
        }
        text.append("    page    ").append(violation.rule().page());
        if (violation.call() != null) {
            Fidelity fidelity = violation.call().contract().fidelity();
            text.append("    fidelity: ").append(RoutinePage.word(fidelity));
        }
        text.append("\n    real Windows ").append(RulePage.realWindows(violation.rule()));
        text.append('\n');
        whatMattered(violation);
        turningPoints();
        leftOut();
    }

    private void leftOut() {
        // What a parameter has instead stands in the first line.
        List<Map.Entry<String, String>> lines = run.leftOut().ofWorkAndFaults().lines();
        if (!lines.isEmpty()) {
            text.append("\n  Left out of the scenario, and it fails all the same\n");
            lines.forEach(one -> line(one.getKey(), one.getValue()));
        }
    }

    private void whatMattered(Violation violation) {
        WhatMattered mattered =
                WhatMattered.of(run.events().newest(), violation, run.turning().events());
        List<Row> rows = mattered.rows();
        if (rows.isEmpty()) {
            return;
        }
        Widths widths = Widths.of(rows);
        heading("What mattered (%d of %,d)".formatted(rows.size(), run.trace().events()), widths);
        for (Row row : rows) {
            boolean turned = run.turning().events().contains(row.seq());
            text.append(
                            row.line(
                                    mattered.markOf(row),
                                    widths,
                                    turned ? "<- without this it holds" : ""))
                    .append('\n');
        }
    }

    private void turningPoints() {
        String finding =
                switch (run.turning().finding()) {
                    case NOT_SOUGHT -> "";
                    case FAILS_ANYWAY -> "It fails even when nothing is left to chance.";
                    case SOUGHT ->
                            run.turning().events().isEmpty()
                                    ? "No single decision or stroke of chance turns it."
                                    : "";
                    case SOUGHT_IN_PART ->
                            "The run is long: not every decision was tried for whether it turns"
                                    + " it.";
                };
        if (!finding.isEmpty() && run.turning().finding() != Finding.NOT_SOUGHT) {
            text.append("\n  ").append(finding).append('\n');
        }
    }

    private void heading(String words, Widths widths) {
        text.append("\n  ").append(words);
        text.repeat(' ', Math.max(2, widths.beforeWhere() - words.length() - 2));
        text.append("processor, IRQL\n");
    }

    private void line(String term, String words) {
        String left = term;
        for (String part : Page.wrap(words, 110)) {
            text.append("    %-10s  %s\n".formatted(left, part));
            left = "";
        }
    }

    private static String joined(Map<String, Long> counted) {
        List<String> words = new ArrayList<>();
        counted.forEach((name, count) -> words.add(count == 1 ? name : name + " " + times(count)));
        return String.join(", ", words);
    }

    private static String times(long count) {
        return count == 1 ? "once" : count == 2 ? "twice" : "%,d times".formatted(count);
    }

    private static String counted(long count, String noun) {
        return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** A moment as the header has it: {@code 1.834 s}. */
    private static String seconds(long ns) {
        return "%d.%03d s".formatted(ns / 1_000_000_000, ns / 1_000_000 % 1000);
    }
}
