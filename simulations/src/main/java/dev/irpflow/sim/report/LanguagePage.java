package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.grammar.Form;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.grammar.Key;
import dev.irpflow.sim.scenario.grammar.Phrase;
import dev.irpflow.sim.scenario.grammar.Shape;
import dev.irpflow.sim.scenario.grammar.Spelling;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Need;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Locale;

/** The reference page of the scenario language: every key and every verb with its values. */
public final class LanguagePage {
    /** Longer lists are named, and listed elsewhere. */
    private static final int MOST_WORDS = 16;

    private final Grammar grammar;
    private final StringBuilder text = new StringBuilder();

    private LanguagePage(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The page, which ends with a line end. */
    public static String of(Grammar grammar) {
        LanguagePage page = new LanguagePage(grammar);
        page.head();
        grammar.shapes().forEach(page::shape);
        grammar.phrases().forEach(page::phrase);
        page.spellings();
        page.words();
        return page.text.toString();
    }

    private void head() {
        text.append(
                """
                # Scenario reference

                Every key and verb of the [scenario language](scenario-language.md). This page is generated from the language's grammar and
                the vocabulary of this version, and so is [scenario.schema.json](scenario.schema.json) (`irpflow schema` prints it), which also holds
                what each routine takes. `irpflow explain NAME` tells of a routine, a rule, a status, a driver or a workload.

                An editor that knows JSON Schema checks a scenario whose first line is
                `# yaml-language-server: $schema=PATH/scenario.schema.json`. The loader says more: what a name refers to, and which one was meant.
                """);
    }

    private void shape(Shape shape) {
        heading(shape.name());
        text.append(shape.about()).append(".\n\n| key | value | |\n|---|---|---|\n");
        shape.keys().forEach(this::row);
    }

    private void row(Key key) {
        text.append("| `").append(key.name()).append('`');
        text.append(key.need() == Need.REQUIRED ? " (needed)" : "");
        text.append(" | ").append(words(key.form()));
        text.append(" | ").append(key.about()).append(" |\n");
    }

    // What all verbs have is said once.
    private void phrase(Phrase phrase) {
        heading(phrase.name());
        text.append(phrase.about()).append(". It has exactly one of these verbs:\n");
        List<String> shared = shared(phrase);
        text.append("\n| verb | value | | other keys |\n|---|---|---|---|\n");
        for (Shape verb : phrase.verbs()) {
            Key first = verb.keys().getFirst();
            text.append("| `").append(first.name()).append("` | ").append(words(first.form()));
            text.append(" | ").append(first.about()).append(" | ");
            text.append(
                    String.join(
                            ", ",
                            verb.keys().stream()
                                    .skip(1)
                                    .filter(key -> !shared.contains(key.name()))
                                    .map(LanguagePage::named)
                                    .toList()));
            text.append(" |\n");
        }
        if (!shared.isEmpty()) {
            text.append("\nAll of them also take ").append(ticked(shared)).append(".\n");
        }
        text.append("\n| key | value | |\n|---|---|---|\n");
        phrase.verbs().stream()
                .flatMap(verb -> verb.keys().stream().skip(1))
                .map(key -> new Key(key.name(), key.form(), Need.OPTIONAL, key.about()))
                .distinct()
                .forEach(this::row);
    }

    private static List<String> shared(Phrase phrase) {
        return phrase.verbs().getFirst().names().stream()
                .skip(1)
                .filter(name -> phrase.verbs().stream().allMatch(v -> v.names().contains(name)))
                .toList();
    }

    private static String named(Key key) {
        return "`" + key.name() + "`" + (key.need() == Need.REQUIRED ? " (needed)" : "");
    }

    private static String words(Form form) {
        return switch (form) {
            case Form.Scalar(Spelling spelling) -> spelling.words();
            case Form.Words(List<String> words) ->
                    words.size() > MOST_WORDS
                            ? "one of %d names".formatted(words.size())
                            : "one of " + ticked(words);
            case Form.Known(String name, List<String> all) ->
                    "a %s, of `irpflow list %ss`".formatted(name, name);
            case Form.ListOf(Form each) -> "a list: " + words(each);
            case Form.OneOrMore(Form each) -> words(each) + ", or a list";
            case Form.Named(Spelling key, Form each) ->
                    "by %s: %s".formatted(keyWord(key), words(each));
            case Form.NamedOf(List<String> names, Form each) -> "by rule: " + words(each);
            case Form.Keyed(String shape) -> "[%s](#%s)".formatted(shape, shape);
            case Form.Either(List<Form> forms) ->
                    String.join("; or ", forms.stream().map(LanguagePage::words).toList());
            case Form.Declared _ -> "settings, below";
            case Form.Open() -> "as the verb's value says";
        };
    }

    private static String keyWord(Spelling key) {
        return switch (key) {
            case NETWORK_KEY -> "link";
            case SCRIPT_KEY -> "routine";
            default -> "name";
        };
    }

    private void spellings() {
        heading("values");
        text.append(
                """
                A parameter `$name` or a reference `$op.field` may stand for a value.

                | value | written like |
                |---|---|
                """);
        for (Spelling spelling : Spelling.values()) {
            text.append("| ").append(spelling.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            text.append(" | ").append(spelling.words()).append(" |\n");
        }
    }

    private void words() {
        Vocabulary vocabulary = grammar.vocabulary();
        heading("workloads");
        for (WorkloadSpec workload : vocabulary.workloads()) {
            text.append("\n**`").append(workload.name()).append("`** ").append(workload.about());
            text.append("\n\n");
            settings("with", workload.parameters());
            settings("gives", workload.outputs());
        }
        heading("roles and drivers");
        for (RoleSpec role : vocabulary.roles()) {
            text.append("\n**`").append(role.name()).append("`** ").append(role.about());
            text.append("\n\n");
            settings("with", role.parameters());
        }
        for (ShippedDriver driver : vocabulary.drivers()) {
            text.append("\n**`like: ").append(driver.name()).append("`** (");
            text.append(driver.role()).append(") ").append(driver.about()).append("\n\n");
            settings("with", driver.parameters());
        }
        heading("subsystems");
        for (SubsystemSpec subsystem : vocabulary.subsystems()) {
            text.append("\n**`").append(subsystem.name()).append("`** ").append(subsystem.about());
            text.append("\n\n");
            settings("", subsystem.settings());
        }
        heading("choices");
        text.append(
                """
                Points on which the documentation is silent or contradicts itself. `irpflow explain ID` says what each way means, and on which
                page the point is.

                """);
        settings("choices", vocabulary.choices());
        heading("frames and goals");
        text.append("Frames: ").append(ticked(vocabulary.frames())).append(".\n\nGoals: ");
        text.append(ticked(vocabulary.goals())).append(".\n");
    }

    private void settings(String prefix, List<SettingSpec> settings) {
        for (SettingSpec setting : settings) {
            String name = prefix.isEmpty() ? setting.name() : prefix + ": " + setting.name();
            text.append("- `").append(name).append('`');
            text.append(setting.need() == Need.REQUIRED ? " (needed)" : "");
            text.append(", ").append(setting.type().description());
            text.append(setting.otherwise() == null ? "" : " (" + setting.otherwise() + ")");
            text.append(". ").append(setting.about()).append('\n');
        }
    }

    private void heading(String words) {
        text.append("\n## ").append(words).append("\n\n");
    }

    private static String ticked(List<String> words) {
        return String.join(", ", words.stream().map(word -> "`" + word + "`").toList());
    }
}
