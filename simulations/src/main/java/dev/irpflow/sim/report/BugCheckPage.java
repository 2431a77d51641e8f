package dev.irpflow.sim.report;

import dev.irpflow.kernel.BugCheckCode;
import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.bugcheck.ComplianceForms;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Explanations;
import dev.irpflow.kernel.bugcheck.Form;
import dev.irpflow.sim.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a bug check, in words: its cause, its parameters, and who gets there. */
final class BugCheckPage {
    private BugCheckPage() {}

    /** The page of one bug check. */
    static String of(BugCheckCode code) {
        Explanation known = Explanations.of(code.code());
        Page page =
                new Page()
                        .title(
                                code.name(),
                                "bug check 0x%X (%d)".formatted(code.code(), code.code()));
        if (known != null) {
            page.paragraph(known.cause()).gap();
            if (known.forms().isEmpty()) {
                parameters(page, known.parameters());
            } else {
                page.term("parameter 1", "one of these; the others follow from it");
                for (Form form : known.forms()) {
                    page.term("0x%02X".formatted(form.first()), form.cause());
                }
                page.term("parameters", "irpflow explain 0x%X/0x..".formatted(code.code()));
            }
        }
        return page.gap()
                .term("breaches of", rules("0x%X".formatted(code.code())))
                .term("page", known == null ? "" : known.page())
                .toString();
    }

    /** The page of one of its causes. */
    static String of(BugCheckCode code, Form form) {
        Explanation known = Explanations.of(code.code());
        Page page =
                new Page()
                        .title(
                                "0x%X/0x%02X".formatted(code.code(), form.first()),
                                "%s with this first parameter".formatted(code.name()))
                        .paragraph(form.cause())
                        .gap();
        List<String> all = new ArrayList<>(List.of("0x%X".formatted(form.first())));
        all.addAll(form.parameters());
        parameters(page, all);
        return page.gap()
                .term(
                        "severity",
                        form.severity() == Form.Severity.FATAL
                                ? "fatal"
                                : form.severity().words() + ": a debugger may ignore it")
                .term("breaches of", rules("0x%X/0x%X".formatted(code.code(), form.first())))
                .term("page", known == null ? "" : known.page())
                .toString();
    }

    /** The page that {@code 0xC4/0x13} or the name of a compliance rule means; null for none. */
    static @Nullable String find(String name) {
        for (ComplianceForms each : ComplianceForms.values()) {
            if (each.rule().equals(name)) {
                return form(0xC4, each.code());
            }
        }
        String[] parts = name.split("/", -1);
        if (parts.length != 2 || !isHexadecimal(parts[0]) || !isHexadecimal(parts[1])) {
            return null;
        }
        return form(number(parts[0]), number(parts[1]));
    }

    private static @Nullable String form(int code, int first) {
        BugCheckCode known = BugCheckCode.of(code);
        Explanation explanation = Explanations.of(code);
        Form form = explanation == null ? null : explanation.form(first);
        return known == null || form == null ? null : of(known, form);
    }

    private static boolean isHexadecimal(String text) {
        return text.matches("0[xX][0-9a-fA-F]{1,6}");
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(2), 16);
    }

    private static void parameters(Page page, List<String> meanings) {
        for (int i = 0; i < meanings.size(); i++) {
            String meaning = meanings.get(i);
            page.term("parameter " + (i + 1), meaning.isEmpty() ? "reserved" : meaning);
        }
    }

    // 0xC9/0x5 is bug check 0xC9 with a sub-code, and nothing about bug check 0x5.
    private static String rules(String number) {
        VerifierLedger.Entry entry = VerifierLedger.titled(number);
        if (entry != null) {
            return entry.inWords();
        }
        String digits = number.replaceAll("0x0*", "0x0*");
        Pattern pattern =
                Pattern.compile("(?<![/\\w])" + digits + "(?!\\w)", Pattern.CASE_INSENSITIVE);
        List<String> rules =
                Rules.all().stream()
                        .filter(rule -> pattern.matcher(rule.realWindows().shown()).find())
                        .map(Rule::id)
                        .toList();
        return rules.isEmpty() ? "no rule of this version" : String.join(", ", rules);
    }
}
