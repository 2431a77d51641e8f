package dev.irpflow.sim.report;

import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.sim.rule.Rules;
import java.util.List;
import java.util.regex.Pattern;

/** What a rule of the verifier demands, in words; and the bug checks in which breaches end. */
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
                .term("exempt", "in a scenario: except: { " + rule.id() + ": \"the reason\" }")
                .toString();
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

    /** The page of one bug check. */
    static String of(BugCheckCode code) {
        String number = "0x%X".formatted(code.code());
        List<String> rules =
                Rules.all().stream()
                        .filter(rule -> mentions(rule.realWindows().shown(), number))
                        .map(Rule::id)
                        .toList();
        return new Page()
                .title(code.name(), "bug check " + number + " (" + code.code() + ")")
                .gap()
                .term(
                        "breaches of",
                        rules.isEmpty() ? "no rule of this version" : String.join(", ", rules))
                .term("page", "windows-driver-docs-pr/debugger/bug-check-code-reference2.md")
                .toString();
    }

    // 0xC9/0x5 is bug check 0xC9 with a sub-code, and nothing about bug check 0x5.
    private static boolean mentions(String shown, String number) {
        return Pattern.compile("(?<![/\\w])" + number + "(?!\\w)", Pattern.CASE_INSENSITIVE)
                .matcher(shown)
                .find();
    }
}
