package dev.irpflow.sim.report;

import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.sim.rule.HuntRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a rule of the verifier demands, in words. */
public final class RulePage {
    private static final Pattern CODE = Pattern.compile("(0x[0-9A-F]+)(?:/0x[0-9A-F]+)?");

    private RulePage() {}

    /** The page of one rule. */
    static String of(Rule rule) {
        return new Page()
                .title(
                        rule.id(),
                        rule instanceof HuntRule ? "found by a hunt" : "a rule of the verifier")
                .paragraph(rule.prose())
                .gap()
                .term("real Windows", realWindows(rule))
                .term("page", rule.page())
                .term("usual cure", cure(rule))
                .term("exempt", exempt(rule))
                .toString();
    }

    private static String exempt(Rule rule) {
        return rule instanceof HuntRule
                ? ""
                : "in a scenario: except: { " + rule.id() + ": \"the reason\" }";
    }

    /** What usually cures a breach: the name of the pattern, and what to do. */
    static String cure(Rule rule) {
        return rule.cure().pattern() + ". " + rule.cure().words();
    }

    /** What a developer would most likely see of a breach on real Windows. */
    public static String mostLikely(Rule rule) {
        String shown = rule.realWindows().shown();
        String named = named(shown);
        return switch (rule.realWindows().answer()) {
            case BUG_CHECK -> "bug check " + named;
            case DRIVER_VERIFIER -> "only with Driver Verifier on: " + named;
            case STATIC_RULE -> "nothing at run time; a static tool finds it: " + named;
            case SILENT_CORRUPTION ->
                    shown.startsWith("none:")
                            ? shown
                            : "none: silent corruption"
                                    + (shown.isEmpty() ? "" : " (" + shown + ")");
        };
    }

    // With the name of the first bug check, for those who do not know its number.
    private static String named(String shown) {
        Matcher code = CODE.matcher(shown);
        BugCheckCode known =
                code.lookingAt() ? BugCheckCode.of(Integer.decode(code.group(1))) : null;
        return known == null
                ? shown
                : "%s (%s)%s".formatted(code.group(), known.name(), shown.substring(code.end()));
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
