package dev.irpflow.sim.explain;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.Violation;
import dev.irpflow.sim.explain.Explained.Cause;
import dev.irpflow.sim.explain.Explained.Changed;
import dev.irpflow.sim.explain.Explained.Good;
import dev.irpflow.sim.explain.Explained.Told;
import dev.irpflow.sim.report.InWords;
import dev.irpflow.sim.report.Page;
import dev.irpflow.sim.report.RulePage;
import dev.irpflow.sim.report.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** How an explanation reads: five sections, for a reader and for a program. */
public final class Explanation {
    private static final int WIDTH = 100;
    // From here on a failure is as good as certain, or as good as impossible.
    private static final double NEARLY_ALL = 0.95;

    private final About about;
    private final Explained explained;
    private final Violation violation;
    private final StringBuilder text = new StringBuilder();

    private Explanation(About about, Explained explained) {
        this.about = about;
        this.explained = explained;
        this.violation = explained.violation();
    }

    /**
     * What is explained.
     *
     * @param name what the user calls it, such as F1
     * @param scenario its scenario
     * @param seed its seed
     * @param shows the command that shows the nearest good run; "" for none
     * @param twin the command that runs the scenario with the mistake mended; "" for none
     * @param isReduced whether the run leaves out faults or steps of the scenario
     * @param note what else is to be known of the run, in a sentence; "" for nothing
     */
    public record About(
            String name,
            String scenario,
            long seed,
            String shows,
            String twin,
            boolean isReduced,
            String note) {}

    /** The five sections, for a terminal. */
    public static String text(About about, Explained explained) {
        Explanation page = new Explanation(about, explained);
        page.why();
        page.story();
        page.turningPoint();
        page.nearestGood();
        page.cure();
        return page.text.toString().replace('\u00a0', ' ');
    }

    private void why() {
        Rule rule = violation.rule();
        text.append(
                "%s   %s   seed %d   %s\n"
                        .formatted(about.name, about.scenario, about.seed, rule.id()));
        if (!about.note.isEmpty()) {
            paragraph(about.note);
        }
        heading("1. Why it is wrong");
        paragraph(rule.prose());
        paragraph("Here: " + sentence(violation.detail()));
        List<String> lines = violation.stack().lines().toList();
        if (!lines.isEmpty()) {
            term("line", lines.getFirst().strip());
        }
        term("page", rule.page());
        term("real Windows", RulePage.mostLikely(rule));
    }

    private void story() {
        heading("2. The story");
        int number = 0;
        for (InWords.Step step : explained.story()) {
            item("%2d %10s  ".formatted(++number, step.time()), step.words(), 0);
        }
    }

    private void turningPoint() {
        heading("3. The turning point");
        Share start = explained.start();
        if (start == null) {
            paragraph("Not looked for: a run with a driver that loops never ends by itself.");
            return;
        }
        if (explained.causes().isEmpty()) {
            whateverIsChosen(start);
            return;
        }
        paragraph(
                "The run is played again up to each of its decisions and goes on at random from there, "
                        + "%,d times each. So many of these forks fail in the same way: %s"
                                .formatted(explained.forks(), row(start)));
        boolean hasFaults = explained.causes().stream().anyMatch(cause -> cause.told().isFault());
        shareOf(
                "    ",
                "from the very beginning" + (hasFaults ? ", without its faults" : ""),
                start);
        int number = 0;
        for (Cause cause : explained.causes()) {
            shareOf("%2d  ".formatted(++number), words(cause.told()), cause.share());
        }
        paragraph(turned(start));
    }

    private void whateverIsChosen(Share start) {
        paragraph(
                "No decision is left in it: every answer is the usual one, and no fault strikes.");
        String what =
                about.isReduced
                        ? "Without the faults and steps that it can do without, the scenario"
                        : "The scenario";
        paragraph(
                start.failed() >= NEARLY_ALL
                        ? what
                                + " fails whatever is chosen: %s of %,d random runs fail in the same way."
                                        .formatted(start.percent(), start.runs())
                        : "The usual order of things fails; of %,d random runs %s do%s."
                                .formatted(start.runs(), start.percent(), others(start)));
    }

    private String row(Share start) {
        StringJoiner row = new StringJoiner("  ").add(start.percent());
        int turning = explained.turning();
        int number = 0;
        for (Cause cause : explained.causes()) {
            if (number++ == turning) {
                row.add("|");
            }
            row.add(percent(cause.share()));
        }
        return row.toString();
    }

    private void shareOf(String mark, String words, @Nullable Share share) {
        item(
                "%s%6s  ".formatted(mark, percent(share)),
                words + (share == null ? "" : others(share)),
                0);
    }

    private static String percent(@Nullable Share share) {
        return share == null ? "-" : share.percent();
    }

    private static String others(Share share) {
        return share.other() == 0
                ? ""
                : " (%,d of them break something else)".formatted(share.other());
    }

    private String turned(Share start) {
        int turning = explained.turning();
        List<Cause> causes = explained.causes();
        if (turning < 0) {
            return start.failed() >= NEARLY_ALL
                    ? "Nothing turns it: it fails nearly always, whatever is chosen."
                    : "No single decision turns it: the share rises little by little, or not at all before the end.";
        }
        Share before = turning == 0 ? start : causes.get(turning - 1).share();
        Told told = causes.get(turning).told();
        return "The turning point is number %d, at %s: before it %s of the forks fail, with it %s."
                .formatted(
                        turning + 1,
                        told.answered().time() + " s" + on(told),
                        percent(before),
                        percent(causes.get(turning).share()));
    }

    private static String on(Told told) {
        return told.answered().machine().isEmpty() ? "" : " on " + told.answered().machine();
    }

    private static String words(Told told) {
        return "%s %s: %s"
                .formatted(
                        told.answered().time(),
                        told.isFault() ? "fault" : "decision",
                        told.answered().words());
    }

    private void nearestGood() {
        heading("4. The nearest good run");
        Good good = explained.good();
        if (good == null) {
            paragraph("Not looked for.");
        } else if (good.changes().isEmpty() && good.runs() == 0) {
            paragraph("There is none: nothing in this run could be chosen otherwise.");
        } else if (good.changes().isEmpty()) {
            paragraph(
                    "None found: %,d runs that differ in one answer%s fail too, or show nothing."
                            .formatted(good.runs(), good.triedAllOnes() ? " or in two" : ""));
        } else {
            int count = good.changes().size();
            paragraph(
                    "It differs in %s, found after %,d run%s:"
                            .formatted(
                                    count == 1 ? "one answer" : count + " answers",
                                    good.runs(),
                                    good.runs() == 1 ? "" : "s"));
            good.changes().forEach(change -> item("  ", words(change), 0));
            paragraph("With that nothing is broken." + doubt(good));
        }
        term("look", good == null || good.changes().isEmpty() ? "" : about.shows);
        term("mended", about.twin);
    }

    private static String doubt(Good good) {
        if (good.doubt().endsWith("but the run held")) {
            return " (The scenario is made to break, so a run of it that holds counts as"
                    + " inconclusive.)";
        }
        return good.doubt().isEmpty()
                ? ""
                : " (It counts as inconclusive all the same: %s.)".formatted(good.doubt());
    }

    private static String words(Changed change) {
        Told before = change.before();
        Told now = change.now();
        if (before == null) {
            return now == null
                    ? ""
                    : "at %s s, where the usual answer was given: %s"
                            .formatted(at(now), now.answered().words());
        }
        if (now != null) {
            return "at %s s %s, and not %s"
                    .formatted(at(before), now.answered().words(), before.answered().words());
        }
        return before.isFault()
                ? "without the fault at %s s: %s".formatted(at(before), before.answered().words())
                : "at %s s the usual answer in place of: %s"
                        .formatted(at(before), before.answered().words());
    }

    private static String at(Told told) {
        return told.answered().time();
    }

    private void cure() {
        Rule rule = violation.rule();
        heading("5. What usually cures");
        paragraph("Pattern: " + rule.cure().pattern() + ". " + rule.cure().words());
        term("the rule", "irpflow explain " + rule.id());
    }

    private void heading(String words) {
        text.append('\n').append(words).append('\n');
    }

    private void paragraph(String words) {
        for (String line : Page.wrap(words, WIDTH - 3)) {
            text.append("   ").append(line).append('\n');
        }
    }

    private void term(String term, String words) {
        if (!words.isEmpty()) {
            item("%-13s  ".formatted(term), words, 0);
        }
    }

    // Further lines are indented a little more than the first one.
    private void item(String mark, String words, int more) {
        String left = "   " + mark;
        for (String line : Page.wrap(words, WIDTH - 3 - mark.length() - more)) {
            text.append(left).append(line).append('\n');
            left = " ".repeat(3 + mark.length() + more);
        }
    }

    private static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    /** The same for a program. */
    public static Map<String, Object> tree(About about, Explained explained) {
        List<Object> decisions = new ArrayList<>();
        for (Cause cause : explained.causes()) {
            Share share = cause.share();
            decisions.add(
                    Trees.of(
                            "site",
                            "%016x".formatted(cause.told().site()),
                            "kind",
                            cause.told().isFault() ? "fault" : "decision",
                            "words",
                            cause.told().answered().words(),
                            "t_ns",
                            cause.told().answered().timeNs(),
                            "failing",
                            share == null ? -1 : share.same(),
                            "broken-otherwise",
                            share == null ? -1 : share.other()));
        }
        List<Object> story = new ArrayList<>();
        explained
                .story()
                .forEach(step -> story.add(Trees.of("t_ns", step.timeNs(), "words", step.words())));
        Rule rule = explained.violation().rule();
        Share start = explained.start();
        Good good = explained.good();
        List<Object> changes = new ArrayList<>();
        if (good != null) {
            good.changes().forEach(change -> changes.add(words(change)));
        }
        return Trees.of(
                "name",
                about.name,
                "scenario",
                about.scenario,
                "seed",
                about.seed,
                "note",
                about.note,
                "rule",
                rule.id(),
                "prose",
                rule.prose(),
                "detail",
                explained.violation().detail(),
                "page",
                rule.page(),
                "real-windows",
                RulePage.mostLikely(rule),
                "story",
                story,
                "forks",
                explained.forks(),
                "failing-from-the-start",
                start == null ? -1 : start.same(),
                "decisions",
                decisions,
                "turning-point",
                explained.turning() + 1,
                "nearest-good",
                changes,
                "shows",
                about.shows,
                "pattern",
                rule.cure().pattern(),
                "cure",
                rule.cure().words());
    }
}
