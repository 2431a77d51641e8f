package dev.irpflow.sim.report;

import dev.irpflow.kernel.Rule;
import dev.irpflow.kernel.VerifierOption;
import dev.irpflow.kernel.bugcheck.Explanation;
import dev.irpflow.kernel.bugcheck.Explanations;
import dev.irpflow.kernel.bugcheck.Form;
import dev.irpflow.kernel.cure.Cure;
import dev.irpflow.sim.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * docs/verifier-rules.md: for each thing that Driver Verifier and the static verifier look for, the
 * rule that tells of it here, or why no run can show it. It is made from the list {@code
 * verifier/rules.txt} and the rules themselves.
 */
public final class VerifierLedger {
    private static final String LIST = "/verifier/rules.txt";
    private static final String PAGES = "windows-driver-docs-pr/devtest/";
    private static final Map<String, List<Entry>> ALL = read();

    private VerifierLedger() {}

    /**
     * One thing that is looked for.
     *
     * @param section 0xC4, 0xC9, wdm or ndis
     * @param name the sub-code, or the rule as its page spells it
     * @param rules the rules that tell of it here; empty for none
     * @param why why no run shows it; "" where a rule tells
     */
    public record Entry(String section, String name, List<Rule> rules, String why) {
        /** What a developer would search for: the bug check with its sub-code, or the name. */
        public String title() {
            return isCode() ? section + "/" + name : name;
        }

        /** Whether it is a sub-code of a bug check. */
        public boolean isCode() {
            return section.startsWith("0x");
        }

        /** Its sub-code as this emulation explains it; null for one that it never shows. */
        public @Nullable Form form() {
            if (!isCode()) {
                return null;
            }
            Explanation code = Explanations.of(Integer.decode(section));
            return code == null ? null : code.form(Long.decode(name));
        }

        /** The ids of its rules, or why there are none. */
        String inWords() {
            return rules.isEmpty()
                    ? "none: " + why.replace("`", "")
                    : rules.stream().map(Rule::id).collect(Collectors.joining(", "));
        }

        /** The page of a rule of the static verifier. */
        String page() {
            return PAGES
                    + (section + "-" + name).toLowerCase(Locale.ROOT).replace('_', '-')
                    + ".md";
        }
    }

    /** All entries, in the order of the list. */
    public static List<Entry> all() {
        return ALL.values().stream().flatMap(List::stream).toList();
    }

    /** The entry of this title, such as 0xC9/0x224; null for none. */
    static @Nullable Entry titled(String title) {
        for (Entry entry : all()) {
            if (entry.title().equals(title)) {
                return entry;
            }
        }
        return null;
    }

    /** The page about a rule of the static verifier by its name; null if it is none. */
    static @Nullable String find(String name) {
        List<Entry> found = all().stream().filter(entry -> entry.name().equals(name)).toList();
        return found.isEmpty() ? null : page(found.getFirst());
    }

    private static String page(Entry entry) {
        Page page =
                new Page()
                        .title(
                                entry.title(),
                                entry.section().equals("wdm")
                                        ? "a rule of Driver Verifier or the static verifier"
                                        : "a rule of the static verifier for NDIS drivers");
        if (entry.rules().isEmpty()) {
            page.paragraph("No run shows it: " + entry.why().replace("`", "") + ".");
        }
        for (Rule rule : entry.rules()) {
            page.term(rule.id(), rule.prose());
        }
        return page.gap().term("page", entry.page()).toString();
    }

    /**
     * The page, in Markdown, with a line end.
     *
     * @param shown the names of the scenarios that break a rule each
     */
    static String markdown(Set<String> shown) {
        StringBuilder page = new StringBuilder();
        page.append("# The rules of the verifiers\n\n")
                .append("What Driver Verifier and the static verifier look for, and the rule of")
                .append(" Irpflow that tells of it: `irpflow explain`\nprints each, and a scenario")
                .append(" of the folder `rules` breaks it. Where there is none, no run shows it,")
                .append(" for the reason given.\nMade from `verifier/rules.txt` and the rules")
                .append(
                        " themselves; a test holds them in step.\n\nStatic rules are about the text")
                .append(
                        " of a driver. A run tells of what they forbid when it happens, so a breach")
                .append(" may need the\nright seed. Of the sub-codes of 0xC9 from 0x200 on, those")
                .append(" that their page calls fatal stop the machine, and 0x23E.\n");
        options(page);
        ALL.forEach((section, entries) -> section(page, section, entries, shown));
        cures(page);
        return page.toString();
    }

    private static void options(StringBuilder page) {
        page.append("\n## Options of Driver Verifier\n\n")
                .append("A scenario sets them at `kernel` of a machine.")
                .append(" Whatever they are set to, a breach is told.\n\n")
                .append("| flag | setting | what it does | unless set |\n|---|---|---|---|\n");
        for (VerifierOption option : VerifierOption.values()) {
            page.append("| 0x%X | `%s` | ".formatted(option.flag(), option.words()))
                    .append(option.about())
                    .append(option.needsIoVerification() ? " Turns 0x10 on with it." : "")
                    .append(option.isStandard() ? " | on |\n" : " | off |\n");
        }
    }

    private static void cures(StringBuilder page) {
        page.append("\n## What usually cures a breach\n\n")
                .append("Of all rules, also those that no verifier of Windows has.\n\n")
                .append("| pattern | what to do | rules |\n|---|---|---|\n");
        Map<Cure, List<Rule>> rules = new LinkedHashMap<>();
        for (Rule rule : Rules.all()) {
            rules.computeIfAbsent(rule.cure(), cure -> new ArrayList<>()).add(rule);
        }
        rules.forEach((cure, cured) ->
                page.append("| ")
                        .append(cure.pattern())
                        .append(" | ")
                        .append(cure.words())
                        .append(" | ")
                        .append(inWords(cured))
                        .append(" |\n"));
    }

    private static String inWords(List<Rule> rules) {
        return rules.stream().map(rule -> "`" + rule.id() + "`").collect(Collectors.joining(", "));
    }

    private static void section(
            StringBuilder page, String section, List<Entry> entries, Set<String> shown) {
        long told = entries.stream().filter(entry -> !entry.rules().isEmpty()).count();
        page.append("\n## ").append(title(section)).append("\n\n");
        page.append(told).append(" told, ").append(entries.size() - told).append(" not.\n\n");
        page.append("| looked for | what is wrong | told as, or why not | broken by |\n");
        page.append("|---|---|---|---|\n");
        for (Entry entry : entries) {
            page.append("| ").append(entry.isCode() ? entry.name() : name(entry));
            page.append(" | ").append(wrong(entry));
            page.append(" | ").append(told(entry));
            page.append(" | ").append(brokenBy(entry, shown)).append(" |\n");
        }
    }

    private static String title(String section) {
        return switch (section) {
            case "0xC4" -> "0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION";
            case "0xC9" -> "0xC9 DRIVER_VERIFIER_IOMANAGER_VIOLATION";
            case "wdm" -> "Rules for WDM drivers";
            default -> "Rules for NDIS drivers";
        };
    }

    private static String name(Entry entry) {
        return entry.name().replace("*", "\\*");
    }

    private static String wrong(Entry entry) {
        Form form = entry.form();
        if (form == null) {
            return "";
        }
        return form.severity() == Form.Severity.FATAL
                ? form.cause()
                : form.cause() + " (" + form.severity().words() + ")";
    }

    private static String told(Entry entry) {
        return entry.rules().isEmpty() ? entry.why() : inWords(entry.rules());
    }

    private static String brokenBy(Entry entry, Set<String> shown) {
        return entry.rules().stream()
                .map(VerifierLedger::scenario)
                .map(name -> shown.contains(name) ? name : "a test beside its code")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The name of the scenario that breaks a rule. */
    static String scenario(Rule rule) {
        return "breaks-" + rule.id().substring(rule.id().indexOf('/') + 1);
    }

    private static Map<String, List<Entry>> read() {
        Map<String, List<Entry>> all = new LinkedHashMap<>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
                all.put(section, new ArrayList<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                all.getOrDefault(section, new ArrayList<>()).add(entry(section, line));
            }
        }
        return all;
    }

    private static Entry entry(String section, String line) {
        int end = line.indexOf(' ');
        String name = line.substring(0, end);
        String rest = line.substring(end + 3);
        if (line.startsWith(" - ", end)) {
            return new Entry(section, name, List.of(), rest);
        }
        List<Rule> rules = new ArrayList<>();
        for (String id : rest.split(", ", -1)) {
            Rule rule = Rules.find(id);
            if (rule == null) {
                throw new IllegalStateException(LIST + ": " + line + ": no rule " + id);
            }
            rules.add(rule);
        }
        return new Entry(section, name, List.copyOf(rules), "");
    }

    private static List<String> lines() {
        try (InputStream list = VerifierLedger.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException(LIST + " is missing");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
