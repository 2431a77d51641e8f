package dev.irpflow.sim.report;

import dev.irpflow.kernel.choice.Choice;
import dev.irpflow.sim.rule.OpenPoints;

/** A point that the documentation leaves open, and how a machine may take it, in words. */
public final class ChoicePage {
    private ChoicePage() {}

    /** The page of one point. */
    static String of(Choice choice) {
        Page page =
                new Page()
                        .title(choice.id(), "a point that the documentation leaves open")
                        .paragraph(choice.statement().question())
                        .gap();
        for (Choice.Alternative alternative : choice.statement().alternatives()) {
            boolean usual = alternative == choice.usual();
            page.term(alternative.word(), (usual ? "(usual) " : "") + alternative.meaning());
        }
        if (choice.isFixed()) {
            page.term("fixed", choice.statement().fixed());
        } else {
            page.term(
                    "choose",
                    "in a scenario: choices: { %s: %s }"
                            .formatted(
                                    choice.id(), choice.statement().alternatives().get(1).word()));
        }
        return page.term("page", choice.statement().page()).toString();
    }

    /** All points on one page. */
    static String ofAll() {
        Page page =
                new Page()
                        .title("choices", "points that the documentation leaves open")
                        .paragraph(
                                "A scenario says under `choices` which way its machines take;"
                                        + " `irpflow explain ID` tells of each.")
                        .gap();
        int widest = OpenPoints.all().stream().mapToInt(each -> each.id().length()).max().orElse(0);
        for (Choice choice : OpenPoints.all()) {
            String id = choice.id();
            page.term(id + " ".repeat(widest + 1 - id.length()), words(choice));
        }
        return page.toString();
    }

    /** The words of a point in one line, the usual one first. */
    public static String words(Choice choice) {
        if (choice.isFixed()) {
            return choice.usual().word() + " (fixed)";
        }
        return String.join(
                ", ",
                choice.statement().alternatives().stream().map(Choice.Alternative::word).toList());
    }
}
