package dev.irpflow.sim.report;

import dev.irpflow.kernel.Rule;

/** What a rule of the verifier demands, in words. */
public final class RulePage {
    private RulePage() {}

    /** The page of one rule. */
    static String of(Rule rule) {
        return new Page()
                .title(rule.id(), "a rule of the verifier")
                .paragraph(rule.prose())
                .gap()
                .term("real Windows", realWindows(rule))
                .term("page", rule.page())
                .term("usual cure", cure(rule))
                .term("exempt", "in a scenario: except: { " + rule.id() + ": \"the reason\" }")
                .toString();
    }

    /** What usually cures a breach: the name of the pattern, and what to do. */
    static String cure(Rule rule) {
        return rule.cure().pattern() + ". " + rule.cure().words();
    }

    /** What real Windows does about a breach, in one sentence. */
    public static String realWindows(Rule rule) {
        String shown = rule.realWindows().shown();
        boolean isNone = shown.startsWith("none:");
        String what =
                switch (rule.realWindows().answer()) {
                    case BUG_CHECK -> "stops with a bug check";
                    case DRIVER_VERIFIER -> "notices with Driver Verifier only";
                    case STATIC_RULE -> "is blind to it; a static tool finds it";
                    case SILENT_CORRUPTION -> isNone ? "has no such rule" : "does not notice";
                };
        if (shown.isEmpty()) {
            return what;
        }
        return isNone ? what + shown.substring("none".length()) : what + ": " + shown;
    }
}
