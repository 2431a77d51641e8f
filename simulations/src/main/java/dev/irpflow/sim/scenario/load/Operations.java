package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that steps have named so far, and what they give. */
final class Operations {
    /** The result of every operation, besides its out-parameters. */
    static final String STATUS = "status";

    /** What a name stands for. */
    sealed interface Operation {
        /** A routine, which may still be going on if it was only begun. */
        record OfRoutine(RoutineSpec routine, boolean begun) implements Operation {}

        record OfWorkload(WorkloadSpec workload, boolean begun) implements Operation {}

        /** The newest call of a script: its fields. */
        record OfCall(RoutineSpec routine) implements Operation {}

        /** A step that gives nothing. */
        record OfNothing() implements Operation {}

        /** A step with problems: whoever refers to it is told nothing more. */
        record Broken() implements Operation {}
    }

    /** The type of what a reference names. */
    sealed interface OutputType {
        record OfField(FieldSpec field) implements OutputType {}

        record OfSetting(ValueType type) implements OutputType {}

        /** The result of an operation. */
        record OfStatus() implements OutputType {}
    }

    private record Named(Operation operation, Where where) {}

    private final Scope scope;
    private final Map<String, Named> byName = new LinkedHashMap<>();
    private final Map<String, Named> ahead = new LinkedHashMap<>();

    Operations(Scope scope) {
        this.scope = scope;
    }

    void name(String name, Operation operation, Where where) {
        if (scope.parameters().containsKey(name)) {
            scope.problem(where, name + ": a parameter has this name already");
            return;
        }
        Named earlier = byName.putIfAbsent(name, new Named(operation, where));
        if (earlier != null) {
            scope.problem(
                    where,
                    "%s: the step on line %d has this name already"
                            .formatted(name, earlier.where().line()));
        }
    }

    /** A name that may be used before the line that gives it is read. */
    void ahead(String name, Operation operation, Where where) {
        ahead.putIfAbsent(name, new Named(operation, where));
    }

    /** The call in hand of the script that is read next. */
    void inHand(Operation call, Where where) {
        ahead.put(ScriptScope.CALL, new Named(call, where));
    }

    boolean has(String name) {
        return byName.containsKey(name) || ahead.containsKey(name);
    }

    /** The operation that {@code $name} stands for; null, and a problem told, if there is none. */
    @Nullable Operation find(String dollarName, Where where) {
        String name = dollarName.startsWith("$") ? dollarName.substring(1) : dollarName;
        Named named = byName.get(name);
        if (named == null) {
            named = ahead.get(name);
        }
        if (named != null && dollarName.startsWith("$")) {
            return named.operation();
        }
        if (named != null) {
            scope.problem(where, "%1$s: an operation is written with $, as $%1$s".formatted(name));
            return null;
        }
        var names = new ArrayList<>(byName.keySet());
        names.addAll(ahead.keySet());
        scope.problem(
                where,
                "$%s: no step before this one is called so. Named so far: %s.%s"
                        .formatted(
                                Scalar.shown(name), Names.list(names), Nearest.hint(name, names)));
        return null;
    }

    /** A field that the operation gives, for a message. */
    String exampleField(String name) {
        Named named = byName.getOrDefault(name, ahead.get(name));
        List<String> fields = named == null ? List.of() : fields(named.operation());
        return fields.isEmpty() ? STATUS : fields.getFirst();
    }

    private static List<String> fields(Operation operation) {
        return switch (operation) {
            case Operation.OfRoutine(RoutineSpec routine, boolean _) ->
                    routine.outputs().stream().map(FieldSpec::name).toList();
            case Operation.OfWorkload(WorkloadSpec workload, boolean _) ->
                    workload.outputs().stream().map(SettingSpec::name).toList();
            case Operation.OfCall(RoutineSpec routine) ->
                    routine.inputs().stream().map(FieldSpec::name).toList();
            case Operation.OfNothing(), Operation.Broken() -> List.of();
        };
    }

    /** A reference from its text, {@code $op.field}, without a look at what it names. */
    static Reference parse(String text) {
        String[] parts = text.substring(1).split("\\.", -1);
        return new Reference(parts[0], Arrays.asList(parts).subList(1, parts.length));
    }

    /** The type of what a reference names; null, and a problem told, if it names nothing. */
    @Nullable OutputType type(Reference reference, Where where) {
        ScriptScope script = scope.script();
        if (script != null && reference.path().isEmpty()) {
            FieldSpec object = script.object(reference.operation(), where);
            return object == null ? null : new OutputType.OfField(object);
        }
        Operation operation = find("$" + reference.operation(), where);
        if (operation == null || operation instanceof Operation.Broken) {
            return null;
        }
        String field = reference.path().getFirst();
        OutputType type = type(operation, field);
        if (type == null && field.equals(STATUS) && !(operation instanceof Operation.OfCall)) {
            type = new OutputType.OfStatus();
        }
        for (String member : reference.path().subList(1, reference.path().size())) {
            type = type == null ? null : member(type, member);
        }
        if (type == null) {
            List<String> fields = fields(operation);
            scope.problem(
                    where,
                    "%s: no such field. $%s gives %s.%s"
                            .formatted(
                                    Scalar.shown(reference.written()),
                                    reference.operation(),
                                    Names.list(fields),
                                    Nearest.hint(field, fields)));
        }
        return type;
    }

    private static @Nullable OutputType type(Operation operation, String name) {
        return switch (operation) {
            case Operation.OfRoutine(RoutineSpec routine, boolean _) -> {
                FieldSpec field = routine.output(name);
                yield field == null ? null : new OutputType.OfField(field);
            }
            case Operation.OfWorkload(WorkloadSpec workload, boolean _) -> {
                SettingSpec output = SettingSpec.find(workload.outputs(), name);
                yield output == null ? null : new OutputType.OfSetting(output.type());
            }
            case Operation.OfCall(RoutineSpec routine) -> {
                FieldSpec field = FieldSpec.find(routine.inputs(), name);
                yield field == null ? null : new OutputType.OfField(field);
            }
            case Operation.OfNothing(), Operation.Broken() -> null;
        };
    }

    private static @Nullable OutputType member(OutputType type, String name) {
        if (!(type instanceof OutputType.OfField(FieldSpec field))) {
            return null;
        }
        FieldSpec member = FieldSpec.find(field.members(), name);
        return member == null ? null : new OutputType.OfField(member);
    }
}
