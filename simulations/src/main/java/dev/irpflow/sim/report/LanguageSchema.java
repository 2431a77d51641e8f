package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.grammar.Form;
import dev.irpflow.sim.scenario.grammar.Grammar;
import dev.irpflow.sim.scenario.grammar.Key;
import dev.irpflow.sim.scenario.grammar.Phrase;
import dev.irpflow.sim.scenario.grammar.Shape;
import dev.irpflow.sim.scenario.grammar.Spelling;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Need;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of scenarios, for editors. The loader does not use it, and says more: a schema
 * cannot tell what a name refers to, nor which key was meant.
 */
public final class LanguageSchema {
    /** Of the document, its definitions, their parts and the cases of a part: a line for each. */
    private static final int LEVELS = 4;

    private final Grammar grammar;
    private final SchemaForms forms = new SchemaForms();

    private LanguageSchema(Grammar grammar) {
        this.grammar = grammar;
    }

    /** The schema of a grammar as a document, which ends with a line end. */
    public static String of(Grammar grammar) {
        return Json.shallow(new LanguageSchema(grammar).tree(), LEVELS);
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree =
                Trees.of(
                        "$schema",
                        "https://json-schema.org/draft/2020-12/schema",
                        "title",
                        "A scenario of Irpflow, or a fragment",
                        "type",
                        "object",
                        "if",
                        Trees.of("required", List.of("fragment")),
                        "then",
                        SchemaForms.ref("fragment"),
                        "else",
                        SchemaForms.ref(Grammar.SCENARIO));
        Map<String, Object> definitions = new LinkedHashMap<>();
        grammar.shapes().forEach(shape -> definitions.put(shape.name(), shape(shape)));
        for (Phrase phrase : grammar.phrases()) {
            definitions.put(phrase.name(), phrase(phrase));
            for (Shape verb : phrase.verbs()) {
                definitions.put(phrase.name() + "." + verb.name(), shape(verb));
            }
        }
        SchemaWords words = new SchemaWords(grammar.vocabulary(), forms);
        words.addTo(definitions);
        for (Spelling spelling : Spelling.values()) {
            definitions.put(SchemaForms.nameOf(spelling), forms.spelling(spelling));
        }
        definitions.putAll(forms.known());
        tree.put("$defs", definitions);
        return tree;
    }

    private Map<String, Object> shape(Shape shape) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key key : shape.keys()) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("description", key.about());
            value.putAll(forms.form(key.form()));
            properties.put(key.name(), value);
            if (key.need() == Need.REQUIRED) {
                required.add(key.name());
            }
        }
        Map<String, Object> tree =
                Trees.of("description", shape.about(), "type", "object", "properties", properties);
        if (!required.isEmpty()) {
            tree.put("required", required);
        }
        tree.put("additionalProperties", false);
        return tree;
    }

    // One of the verbs must be there, and then its own keys count: so an editor says which key is
    // wrong, and not only that no alternative fits.
    private Map<String, Object> phrase(Phrase phrase) {
        List<Object> oneOf = new ArrayList<>();
        List<Object> cases = new ArrayList<>();
        for (Shape verb : phrase.verbs()) {
            Map<String, Object> is = Trees.of("required", List.of(verb.name()));
            oneOf.add(is);
            cases.add(
                    Trees.of("if", is, "then", SchemaForms.ref(phrase.name() + "." + verb.name())));
        }
        Map<String, Object> keys =
                Trees.of(
                        "description",
                        phrase.about(),
                        "type",
                        "object",
                        "oneOf",
                        oneOf,
                        "allOf",
                        cases);
        if (!phrase.name().equals("moment")) {
            return keys;
        }
        Map<String, Object> either = new LinkedHashMap<>();
        either.put("if", Trees.of("type", "object"));
        either.put("then", keys);
        either.put("else", forms.form(Form.of(Spelling.ROUTINE)));
        return either;
    }
}
