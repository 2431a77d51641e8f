package dev.irpflow.sim.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A coverage for a reader. */
public final class CoverageText {
    private static final int MOST_IN_TABLE = 3;

    private final Coverage all;

    /** The text of what was reached. */
    public CoverageText(Coverage reached) {
        this.all = AgainstContract.of(reached);
    }

    /** For a line of progress: {@code fault sites 41 of 58 statuses 63 of 121}. */
    public String progress() {
        return numbers(Kind.FAULT_SITES) + "   " + numbers(Kind.STATUSES);
    }

    /** For the table of a hunt: some of what was never reached, "" if there is nothing. */
    public String neverReached() {
        List<Entry> missing = new ArrayList<>();
        missing.addAll(Gaps.of(all, Kind.PATHS).missing());
        missing.addAll(Gaps.of(all, Kind.STATUSES).missing());
        missing.addAll(Gaps.of(all, Kind.LEVELS).missing());
        missing.addAll(Gaps.of(all, Kind.FAULT_SITES).missing());
        if (missing.isEmpty()) {
            return "";
        }
        StringBuilder line = new StringBuilder("Never reached");
        for (Entry entry : spread(missing)) {
            line.append("   [GAP] ").append(words(entry));
        }
        int more = missing.size() - Math.min(MOST_IN_TABLE, missing.size());
        return more == 0 ? line.toString() : line + "   (%d more: coverage.json)".formatted(more);
    }

    // The first of each kind, rather than three of one.
    private static List<Entry> spread(List<Entry> missing) {
        List<Entry> some = new ArrayList<>();
        for (Entry entry : missing) {
            if (some.stream().noneMatch(other -> other.kind() == entry.kind())) {
                some.add(entry);
            }
        }
        for (Entry entry : missing) {
            if (some.size() < MOST_IN_TABLE && !some.contains(entry)) {
                some.add(entry);
            }
        }
        return some.subList(0, Math.min(some.size(), MOST_IN_TABLE));
    }

    /** Everything, kind by kind. */
    public String whole() {
        StringBuilder text = new StringBuilder();
        all.entries(Kind.RUNS)
                .forEach((entry, count) ->
                        text.append("%s   %,d runs%n".formatted(entry.subject(), count)));
        text.append('\n');
        for (Kind kind : Gaps.KINDS) {
            if (Gaps.of(all, kind).possible() > 0) {
                text.append("  ").append(numbers(kind)).append('\n');
            }
        }
        for (Kind kind : Gaps.KINDS) {
            section(kind, text);
        }
        section(Kind.CALLBACKS, text);
        section(Kind.BROKEN, text);
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private void section(Kind kind, StringBuilder text) {
        Map<Entry, Long> entries = all.entries(kind);
        if (entries.isEmpty()) {
            return;
        }
        text.append('\n').append(title(kind)).append('\n');
        entries.forEach((entry, count) -> {
            if (kind != Kind.FAULT_SITES || entry.how().equals(Sites.STRUCK)) {
                text.append(
                        count == 0
                                ? "  [GAP]                 %s%n".formatted(words(entry))
                                : "  [covered] %,11d %s%n".formatted(count, words(entry)));
            }
        });
    }

    private String numbers(Kind kind) {
        Gaps gaps = Gaps.of(all, kind);
        return "%s %,d of %,d"
                .formatted(kind.word().replace('-', ' '), gaps.reached(), gaps.possible());
    }

    private static String title(Kind kind) {
        return switch (kind) {
            case RUNS -> "Runs";
            case CALLS -> "Calls";
            case COMPLETIONS -> "Statuses by path";
            case CALLBACKS -> "Callbacks: IRQL, processor, strand";
            case PROCESSORS -> "Processors on which callbacks of a driver ran";
            case FAULTS -> "Faults that struck";
            case FAULT_SITES -> "Where faults could strike";
            case CHOICES -> "Answers to questions";
            case STATES -> "States of objects";
            case TRANSITIONS -> "From one state to another";
            case BROKEN -> "Rules that were broken";
            case SOMETIMES -> "Sometimes";
            case STATUSES -> "Statuses of the routines that were called";
            case PATHS -> "Paths to the end of operations";
            case LEVELS -> "IRQLs of callbacks";
            case RULES -> "Rules that could be told of";
        };
    }

    private static String words(Entry entry) {
        return switch (entry.kind()) {
            case STATUSES -> entry.subject() + " -> " + entry.item();
            case PATHS, STATES -> entry.subject() + " " + entry.item();
            case LEVELS -> "%s %s at %s".formatted(entry.subject(), entry.item(), entry.how());
            case FAULT_SITES -> entry.subject() + " at " + entry.item();
            case CALLBACKS -> "%s %s   %s".formatted(entry.subject(), entry.item(), entry.how());
            case TRANSITIONS -> "%s %s -> %s".formatted(entry.subject(), entry.item(), entry.how());
            case RUNS, CALLS, FAULTS, BROKEN, RULES -> entry.subject();
            case COMPLETIONS, PROCESSORS, CHOICES, SOMETIMES ->
                    (entry.subject() + ": " + entry.item() + " " + entry.how()).strip();
        };
    }
}
