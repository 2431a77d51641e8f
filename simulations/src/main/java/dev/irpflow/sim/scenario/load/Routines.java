package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Target;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads the names of routines. */
final class Routines {
    private final Scope scope;
    private final Scalars scalars;

    Routines(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /** The routine that a node names; null, and a problem told, if there is none. */
    @Nullable RoutineSpec routine(Node node) {
        Literal literal = scalars.literal(node, "a routine");
        return literal == null ? null : routine(literal);
    }

    private @Nullable RoutineSpec routine(Literal literal) {
        RoutineSpec routine = scope.vocabulary().routine(literal.text());
        if (routine == null) {
            scope.problem(literal.where(), literal.parameter() + unknown(literal.text()));
        }
        return routine;
    }

    private String unknown(String name) {
        int bracket = name.indexOf('[');
        if (bracket > 0 && name.endsWith("]")) {
            String slot = name.substring(bracket + 1, name.length() - 1);
            String known = scope.vocabulary().routine(slot) == null ? "LOWIO_OP_READ" : slot;
            return Scalar.shown(name)
                    + ": no such routine; a slot is written without brackets, like "
                    + known;
        }
        return Scalar.shown(name)
                + ": no such routine."
                + Nearest.hint(name, scope.vocabulary().routineNames());
    }

    /** A routine, {@code any-call} or {@code any-completion}, with the routine if it is one. */
    record Meant(Target target, @Nullable RoutineSpec routine) {}

    /** What a moment is about: a target, or a script of a driver under its own key. */
    Target momentTarget(Node node) {
        if (node instanceof Scalar name) {
            String routine = scope.scripts().get(name.text());
            if (routine != null) {
                return new Target.Script(name.text(), routine);
            }
        }
        return target(node).target();
    }

    /** A routine, or {@code any}. */
    Meant each(Node node) {
        Literal literal = scalars.literal(node, "a routine, or any");
        if (literal == null) {
            return new Meant(new Target.Routine(""), null);
        }
        if (literal.text().equals("any")) {
            return new Meant(new Target.AnyCall(), null);
        }
        RoutineSpec routine = routine(literal);
        return new Meant(new Target.Routine(routine == null ? "" : routine.name()), routine);
    }

    Meant target(Node node) {
        Literal literal = scalars.literal(node, "a routine, any-call or any-completion");
        if (literal == null) {
            return new Meant(new Target.Routine(""), null);
        }
        return switch (literal.text()) {
            case "any-call" -> new Meant(new Target.AnyCall(), null);
            case "any-completion" -> new Meant(new Target.AnyCompletion(), null);
            default -> {
                RoutineSpec routine = routine(literal);
                String name = routine == null ? "" : routine.name();
                yield new Meant(new Target.Routine(name), routine);
            }
        };
    }
}
