package dev.irpflow.sim.cli;

import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.Findings.Column;
import dev.irpflow.sim.report.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a systematic hunt has come to, routine by routine. */
final class SiteTable {
    private static final int TOLD = 10; // sites
    private static final List<Column> COLUMNS = List.of(Column.values());

    private SiteTable() {}

    /**
     * Whether something failed, and every failure struck where it was meant to: otherwise runs are
     * not repeatable.
     */
    static boolean isWhole(Findings findings) {
        return !findings.injected().isEmpty() && isRepeatable(findings);
    }

    private static boolean isRepeatable(Findings findings) {
        return total(findings, Column.NOT_REACHED) == 0;
    }

    /** The table. */
    static String text(Findings findings) {
        if (findings.injected().isEmpty()) {
            return "  no call was reached that can fail and is not left alone\n";
        }
        StringBuilder text = new StringBuilder();
        text.append(
                "  %-42s %7s %8s %8s %8s %12s %11s%n"
                        .formatted(
                                "failed at each site",
                                "sites",
                                "injected",
                                "held",
                                "violated",
                                "inconclusive",
                                "never again"));
        for (String routine : findings.injected()) {
            text.append(row(routine, column -> findings.injected(routine, column)));
        }
        text.append(row("all", column -> total(findings, column)));
        long refused = total(findings, Column.REFUSED);
        if (refused > 0) {
            text.append(
                    "  %,d more could not fail so, with the arguments that they had%n"
                            .formatted(refused));
        }
        long second = total(findings, Column.SECOND);
        if (second > 0) {
            text.append("  %,d of all came after another failure%n".formatted(second));
        }
        if (findings.absent() == 0) {
            text.append("  not all: the hunt ended before every failure was played\n");
        }
        if (!isRepeatable(findings)) {
            text.append("  a site that is never reached again: something is not repeatable\n");
        }
        return text.append(broken(findings)).append('\n').toString();
    }

    private static String broken(Findings findings) {
        if (findings.brokenSites().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("  a failure here broke a rule:\n");
        findings.brokenSites().keySet().stream()
                .limit(TOLD)
                .forEach(site -> text.append("    ").append(site).append('\n'));
        int more = findings.brokenSites().size() - TOLD;
        return text.append(more > 0 ? "    and at %,d more: --write-exclude%n".formatted(more) : "")
                .toString();
    }

    private interface Counts {
        long of(Column column);
    }

    private static String row(String name, Counts counts) {
        long held = counts.of(Column.HELD);
        long violated = counts.of(Column.VIOLATED);
        long inconclusive = counts.of(Column.INCONCLUSIVE);
        return "  %-42s %,7d %,8d %,8d %,8d %,12d %,11d%n"
                .formatted(
                        name,
                        counts.of(Column.SITES),
                        held + violated + inconclusive,
                        held,
                        violated,
                        inconclusive,
                        counts.of(Column.NOT_REACHED));
    }

    private static long total(Findings findings, Column column) {
        return findings.injected().stream()
                .mapToLong(routine -> findings.injected(routine, column))
                .sum();
    }

    /** The same for a program. */
    static List<Map<String, Object>> tree(Findings findings) {
        return findings.injected().stream().map(routine -> tree(findings, routine)).toList();
    }

    private static Map<String, Object> tree(Findings findings, String routine) {
        Map<String, Object> tree = Trees.of("routine", routine);
        for (Column column : COLUMNS) {
            tree.put(
                    column.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    findings.injected(routine, column));
        }
        return tree;
    }
}
