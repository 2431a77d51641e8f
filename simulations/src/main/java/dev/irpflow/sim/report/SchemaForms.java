package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.grammar.Form;
import dev.irpflow.sim.scenario.grammar.Spelling;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Need;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the forms of values as JSON Schema. */
final class SchemaForms {
    private static final String REFERENCE = "\\$.+";

    // What YAML takes for a number or a truth value is one for a schema too.
    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private final Map<String, Object> known = new LinkedHashMap<>();

    /** The definitions of lists that forms have referred to, by name. */
    Map<String, Object> known() {
        return known;
    }

    /** A reference to a definition. */
    static Map<String, Object> ref(String name) {
        return Trees.of("$ref", "#/$defs/" + name);
    }

    /** The name of the definition of a spelling. */
    static String nameOf(Spelling spelling) {
        return "a-" + spelling.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The definition of a spelling. */
    Map<String, Object> spelling(Spelling spelling) {
        boolean isWhole =
                switch (spelling) {
                    case OPERATION, REFERENCE, CASE, FILE -> true;
                    default -> false;
                };
        String pattern = isWhole ? spelling.pattern() : spelling.pattern() + "|" + REFERENCE;
        Map<String, Object> tree =
                Trees.of("description", spelling.words(), "type", types(spelling));
        if (!spelling.pattern().equals(".*")) {
            tree.put("pattern", "^(?:" + pattern + ")$");
        }
        return tree;
    }

    private static Object types(Spelling spelling) {
        return switch (spelling) {
            case TEXT, MATCHER, DRAWN -> SCALAR;
            case COUNT, ORDINAL, COUNT_RANGE, NTH, NUMBER, AMOUNT, STATUS, BUG_CHECK ->
                    List.of("string", "integer");
            case VERSION, VERSION_RANGE -> List.of("string", "number");
            case OBJECT -> List.of("string", "null"); // a bare NULL is YAML's own
            case SWITCH -> List.of("string", "boolean");
            case RESULT -> List.of("string", "integer", "boolean");
            default -> "string";
        };
    }

    /** What a value of this form is. */
    Map<String, Object> form(Form form) {
        return switch (form) {
            case Form.Scalar(Spelling spelling) -> ref(nameOf(spelling));
            case Form.Words(List<String> words) -> words(words);
            case Form.Known(String name, List<String> words) -> {
                known.put("known-" + name, words(words));
                yield ref("known-" + name);
            }
            case Form.ListOf(Form each) -> listOf(form(each));
            case Form.OneOrMore(Form each) -> either(form(each), listOf(form(each)));
            case Form.Named(Spelling key, Form each) ->
                    Trees.of(
                            "type", "object",
                            "propertyNames", Trees.of("pattern", "^(?:" + key.pattern() + ")$"),
                            "additionalProperties", form(each));
            case Form.NamedOf(List<String> names, Form each) -> {
                Map<String, Object> properties = new LinkedHashMap<>();
                names.forEach(name -> properties.put(name, form(each)));
                yield Trees.of(
                        "type", "object", "properties", properties, "additionalProperties", false);
            }
            case Form.Keyed(String shape) -> ref(shape);
            case Form.Either(List<Form> forms) ->
                    Trees.of("anyOf", forms.stream().map(this::form).toList());
            case Form.Declared(ValueType type) -> type(type);
            case Form.Open() -> new LinkedHashMap<>();
        };
    }

    /** One of a few words, or a parameter that stands for one. */
    static Map<String, Object> words(List<String> words) {
        return either(Trees.of("enum", words), Trees.of("type", "string", "pattern", "^\\$.+$"));
    }

    static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
        return Trees.of("anyOf", List.of(one, other));
    }

    static Map<String, Object> listOf(Map<String, Object> each) {
        return Trees.of("type", "array", "items", each);
    }

    /** A value of a declared type; a reference may stand for any. */
    Map<String, Object> type(ValueType type) {
        return switch (type) {
            case ValueType.Simple simple -> simple(simple);
            case ValueType.Choice(List<String> words) -> words(words);
            case ValueType.ListOf(ValueType each) -> listOf(type(each));
            case ValueType.Named(List<SettingSpec> settings) ->
                    Trees.of(
                            "type", "object",
                            "propertyNames", ref(nameOf(Spelling.NAME)),
                            "additionalProperties", settings(settings));
            case ValueType.Structure(List<SettingSpec> settings) -> settings(settings);
        };
    }

    private Map<String, Object> simple(ValueType.Simple type) {
        Spelling spelling =
                switch (type) {
                    case DURATION -> Spelling.DURATION;
                    case DURATION_RANGE -> Spelling.DURATION_RANGE;
                    case COUNT -> Spelling.COUNT;
                    case SHARE -> Spelling.SHARE;
                    case SIZE -> Spelling.SIZE;
                    case RATE -> Spelling.RATE;
                    case TEXT -> Spelling.TEXT;
                    case DRIVE_LETTER -> Spelling.DRIVE_LETTER;
                    case BYTES -> Spelling.BYTES;
                    case ADDRESS -> Spelling.ADDRESS;
                    case STATUS -> Spelling.STATUS;
                    case SWITCH -> Spelling.SWITCH;
                    case VERSION -> Spelling.VERSION;
                    case VERSION_RANGE -> Spelling.VERSION_RANGE;
                    case MACHINE -> Spelling.MACHINE;
                    case DRIVER -> Spelling.DRIVER;
                    case ROUTINE -> Spelling.ROUTINE;
                };
        return type == ValueType.Simple.ADDRESS ? address() : ref(nameOf(spelling));
    }

    /** {@code files:445}, or {@code { ip: .., port: .. }}. */
    static Map<String, Object> address() {
        Map<String, Object> members =
                Trees.of(
                        "type",
                        "object",
                        "properties",
                        Trees.of(
                                "ip", ref(nameOf(Spelling.HOST)),
                                "port", ref(nameOf(Spelling.COUNT))),
                        "required",
                        List.of("ip", "port"),
                        "additionalProperties",
                        false);
        return either(ref(nameOf(Spelling.ADDRESS)), members);
    }

    /** Settings as keys with values. */
    Map<String, Object> settings(List<SettingSpec> settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (SettingSpec setting : settings) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("description", setting.about());
            value.putAll(type(setting.type()));
            properties.put(setting.name(), value);
            if (setting.need() == Need.REQUIRED) {
                required.add(setting.name());
            }
        }
        Map<String, Object> tree = Trees.of("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            tree.put("required", required);
        }
        tree.put("additionalProperties", false);
        return tree;
    }
}
