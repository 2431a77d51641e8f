package dev.irpflow.sim.report;

import dev.irpflow.sim.scenario.grammar.Spelling;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.vocabulary.RoleSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Caller;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ShippedDriver;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the vocabulary adds to the schema: the values that each routine, workload and driver takes.
 */
final class SchemaWords {
    /** Structures in structures end somewhere, also where they name themselves. */
    private static final int DEPTH = 4;

    private final Vocabulary vocabulary;
    private final SchemaForms forms;

    SchemaWords(Vocabulary vocabulary, SchemaForms forms) {
        this.vocabulary = vocabulary;
        this.forms = forms;
    }

    /** Adds its definitions, and lets those of the grammar refer to them. */
    void addTo(Map<String, Object> definitions) {
        for (RoutineSpec routine : callable()) {
            definitions.put("fields." + routine.name(), fields(routine.inputs(), 0));
            definitions.put("call." + routine.name(), routine(routine, false));
            definitions.put("line." + routine.name(), routine(routine, true));
        }
        limit(definitions, "step.call", "call", names("call.", false));
        limit(definitions, "line.call", "call", names("line.", false));
        limit(definitions, "line.begin", "begin", names("line.", true));
        Map<String, Object> workloads = new LinkedHashMap<>();
        Map<String, Object> begun = names("call.", true);
        for (WorkloadSpec workload : vocabulary.workloads()) {
            Map<String, Object> keys =
                    keys(forms.settings(workload.parameters()), outputs(workload.outputs()));
            definitions.put("run." + workload.name(), keys);
            workloads.put(workload.name(), SchemaForms.ref("run." + workload.name()));
            if (workload.mayBegin()) {
                begun.put(workload.name(), SchemaForms.ref("run." + workload.name()));
            }
        }
        limit(definitions, "step.begin", "begin", begun);
        limit(definitions, "step.run", "run", workloads);
        limit(definitions, "driver", "like", drivers());
    }

    private Set<RoutineSpec> callable() {
        Set<RoutineSpec> all = new LinkedHashSet<>();
        for (String name : vocabulary.routineNames()) {
            RoutineSpec routine = vocabulary.routine(name);
            if (routine != null && routine.caller() == Caller.STEP) {
                all.add(routine);
            }
        }
        return all;
    }

    /** Each name of a routine that may stand there, with the definition of what it takes. */
    private Map<String, Object> names(String prefix, boolean onlyPending) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : vocabulary.routineNames()) {
            RoutineSpec routine = vocabulary.routine(name);
            if (routine != null
                    && routine.caller() == Caller.STEP
                    && (!onlyPending || routine.mayPend())) {
                all.put(name, SchemaForms.ref(prefix + routine.name()));
            }
        }
        return all;
    }

    // In a script, the objects in hand need not be given.
    private static Map<String, Object> routine(RoutineSpec routine, boolean inScript) {
        List<String> required = new ArrayList<>();
        for (FieldSpec field : routine.inputs()) {
            boolean inHand = inScript && !field.object().isEmpty();
            if (field.presence() == Presence.REQUIRED && !inHand) {
                required.add(field.name());
            }
        }
        Map<String, Object> with = SchemaForms.ref("fields." + routine.name());
        if (!required.isEmpty()) {
            with.put("required", required);
        }
        return keys(with, gives(routine.outputs().stream().map(FieldSpec::name).toList()));
    }

    private static Map<String, Object> keys(Map<String, Object> with, Map<String, Object> gives) {
        Map<String, Object> tree = Trees.of("properties", Trees.of("with", with, "gives", gives));
        if (with.containsKey("required")) {
            tree.put("required", List.of("with"));
        }
        return tree;
    }

    private static Map<String, Object> outputs(List<SettingSpec> outputs) {
        return gives(outputs.stream().map(SettingSpec::name).toList());
    }

    // What is given may be compared in many ways, so only its name is held to the contract.
    private static Map<String, Object> gives(List<String> names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        names.forEach(name -> properties.put(name, true));
        return Trees.of("type", "object", "properties", properties, "additionalProperties", false);
    }

    private Map<String, Object> fields(List<FieldSpec> fields, int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach(field -> properties.put(field.name(), field(field, depth)));
        return Trees.of("type", "object", "properties", properties, "additionalProperties", false);
    }

    private Map<String, Object> members(FieldSpec field, int depth) {
        Map<String, Object> tree = fields(field.members(), depth);
        List<String> required =
                field.members().stream()
                        .filter(member -> member.presence() == Presence.REQUIRED)
                        .map(FieldSpec::name)
                        .toList();
        if (!required.isEmpty()) {
            tree.put("required", required);
        }
        return tree;
    }

    private Map<String, Object> field(FieldSpec field, int depth) {
        Map<String, Object> one =
                switch (field.notation()) {
                    case NUMBER -> number(field);
                    case SWITCH -> ref(Spelling.SWITCH);
                    case TEXT -> ref(Spelling.TEXT);
                    case BYTES, BUFFER -> ref(Spelling.BYTES);
                    case CONSTANT -> SchemaForms.words(constants(field));
                    case STATUS -> ref(Spelling.STATUS);
                    case ADDRESS -> SchemaForms.address();
                    case VERSION -> ref(Spelling.VERSION);
                    case OBJECT ->
                            field.isThread()
                                    ? SchemaForms.either(ref(Spelling.THREAD), ref(Spelling.OBJECT))
                                    : field.mayBringIrp()
                                            ? SchemaForms.either(
                                                    ref(Spelling.OWN_IRP), ref(Spelling.OBJECT))
                                            : ref(Spelling.OBJECT);
                    case GROUP -> group(field, depth);
                };
        if (field.isList()) {
            return SchemaForms.either(ref(Spelling.REFERENCE), SchemaForms.listOf(one));
        }
        return field.mayBeNull() ? SchemaForms.either(ref(Spelling.NULL), one) : one;
    }

    private Map<String, Object> group(FieldSpec field, int depth) {
        Map<String, Object> members =
                depth < DEPTH ? members(field, depth + 1) : Trees.of("type", "object");
        return SchemaForms.either(ref(Spelling.REFERENCE), members);
    }

    private Map<String, Object> number(FieldSpec field) {
        if (!field.pointsTo().isEmpty()) { // a script by its key
            return Trees.of(
                    "anyOf",
                    List.of(ref(Spelling.SCRIPT_KEY), ref(Spelling.OBJECT), ref(Spelling.NUMBER)));
        }
        Map<String, Object> plain =
                switch (field.numbering().unit()) {
                    case NONE -> ref(Spelling.NUMBER);
                    case SECONDS, MILLISECONDS -> ref(Spelling.DURATION);
                    case NANOSECONDS_100 -> ref(Spelling.DUE_TIME);
                    case IPV4_ADDRESS -> ref(Spelling.IPV4_ADDRESS);
                    case BYTES -> ref(Spelling.SIZE);
                };
        if (field.numbering().constants().isEmpty()) {
            return plain;
        }
        List<Object> all = new ArrayList<>();
        Map<String, Object> named = Trees.of("enum", constants(field));
        all.add(named);
        all.add(plain);
        if (field.numbering().combined()) {
            all.add(SchemaForms.listOf(SchemaForms.either(named, plain)));
        }
        return Trees.of("anyOf", all);
    }

    private static List<String> constants(FieldSpec field) {
        Set<String> names = new LinkedHashSet<>();
        for (Constant constant : field.numbering().constants()) {
            names.add(constant.name());
        }
        return List.copyOf(names);
    }

    private static Map<String, Object> ref(Spelling spelling) {
        return SchemaForms.ref(SchemaForms.nameOf(spelling));
    }

    private Map<String, Object> drivers() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (ShippedDriver driver : vocabulary.drivers()) {
            List<SettingSpec> settings = new ArrayList<>(driver.parameters());
            for (RoleSpec role : vocabulary.roles()) {
                if (role.name().equals(driver.role())) {
                    role.parameters().stream()
                            .filter(one -> SettingSpec.find(settings, one.name()) == null)
                            .forEach(settings::add);
                }
            }
            Map<String, Object> properties =
                    Trees.of(
                            "role", Trees.of("const", driver.role()),
                            "with", forms.settings(settings));
            all.put(driver.name(), Trees.of("properties", properties));
        }
        return all;
    }

    /** Where a key names one of these, its definition counts too; other names are refused. */
    private static void limit(
            Map<String, Object> definitions, String shape, String key, Map<String, Object> known) {
        if (!(definitions.get(shape) instanceof Map<?, ?> before)) {
            throw new IllegalStateException("the grammar has no " + shape);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        before.forEach((name, value) -> tree.put((String) name, value));
        List<Object> cases = new ArrayList<>();
        cases.add(
                Trees.of(
                        "properties",
                        Trees.of(key, SchemaForms.words(List.copyOf(known.keySet())))));
        known.forEach((name, definition) ->
                cases.add(
                        Trees.of(
                                "if",
                                Trees.of(
                                        "properties", Trees.of(key, Trees.of("const", name)),
                                        "required", List.of(key)),
                                "then",
                                definition)));
        tree.put("allOf", cases);
        definitions.put(shape, tree);
    }
}
