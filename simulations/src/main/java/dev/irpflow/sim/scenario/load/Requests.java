package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the routine that a step calls, and {@code with}: the values of its fields. */
final class Requests {
    private final Scope scope;
    private final Routines routines;
    private final FieldReader fields;

    Requests(Scope scope, Routines routines, FieldReader fields) {
        this.scope = scope;
        this.routines = routines;
        this.fields = fields;
    }

    /** A routine that a step may call; null, and a problem told, if it may not. */
    @Nullable RoutineSpec callable(Node node) {
        RoutineSpec routine = routines.routine(node);
        if (routine == null) {
            return null;
        }
        return switch (routine.caller()) {
            case STEP -> routine;
            case SUBSYSTEM -> {
                scope.problem(
                        node.where(),
                        routine.name()
                                + " is a callback: a subsystem calls it, a driver serves it; a step"
                                + " calls functions");
                yield null;
            }
            case NOBODY -> {
                scope.problem(
                        node.where(),
                        routine.name() + ": not yet in this version (fidelity: absent)");
                yield null;
            }
        };
    }

    /** The request; every field that the contract requires must be given. */
    RequestTemplate request(RoutineSpec routine, @Nullable Node with, Where step) {
        Keys keys = scope.keys(with == null ? new Mapping(List.of(), step) : with, routine.name());
        var given = new ArrayList<RequestTemplate.Field>();
        for (FieldSpec field : routine.inputs()) {
            ScriptScope script = scope.script();
            if (script != null && !keys.has(field.name())) {
                Value usual = script.usual(routine, field, step);
                if (usual != null) {
                    given.add(new RequestTemplate.Field(field, usual, step));
                    keys.take(field.name());
                    continue;
                }
            }
            if (field.presence() == Presence.REQUIRED && !keys.has(field.name())) {
                keys.require(field.name(), "the contract does not mark it optional");
                continue;
            }
            Mapping.Entry entry = keys.takeEntry(field.name());
            if (entry != null) {
                given.add(
                        new RequestTemplate.Field(
                                field, fields.value(entry.value(), field), entry.key().where()));
            }
        }
        keys.done();
        return new RequestTemplate(routine, given);
    }
}
