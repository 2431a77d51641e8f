package dev.irpflow.sim.scenario.load;

import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Answer;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Openness;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads with which status a fault lets a routine fail. */
final class FaultStatuses {
    private static final String DOCUMENTED = "any-documented";

    private final Scope scope;
    private final Scalars scalars;

    FaultStatuses(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /** The status that must be given; null for any documented one. */
    @Nullable Status required(Keys keys, @Nullable RoutineSpec routine) {
        Node node = keys.require("with-status", "a status, or " + DOCUMENTED);
        if (routine != null && !canFail(routine)) {
            scope.problem(node.where(), routine.name() + " has no way to fail");
            return null;
        }
        return node instanceof Refused ? null : read(node, routine);
    }

    /** The status with which an operation ends early; null for any documented one. */
    @Nullable Status ofEnd(Keys keys, @Nullable RoutineSpec routine) {
        Node node = keys.take("with-status");
        return node == null ? null : read(node, routine);
    }

    /** The status that a routine raises; null for any documented one. */
    @Nullable Status raised(Keys keys, @Nullable RoutineSpec routine) {
        Node node = keys.take("with-status");
        Status status = node == null ? null : literal(node);
        if (node == null || status == null || status.name().isEmpty() || routine == null) {
            return status;
        }
        List<Integer> raises = raises(routine);
        if (!raises.isEmpty() && !raises.contains(status.code())) {
            List<String> names =
                    raises.stream().map(code -> scope.vocabulary().status(code).name()).toList();
            scope.problem(
                    node.where(),
                    "%s is not documented for %s, which raises: %s"
                            .formatted(status.name(), routine.name(), Names.list(names)));
        }
        return status;
    }

    /** The statuses that a routine raises, as its page says. */
    static List<Integer> raises(RoutineSpec routine) {
        return routine
                .prototype()
                .getDescriptorForType()
                .getOptions()
                .getExtension(ContractProto.routine)
                .getRaisesList()
                .stream()
                .map(status -> status.getNumber())
                .toList();
    }

    private @Nullable Status read(Node node, @Nullable RoutineSpec routine) {
        Status status = literal(node);
        if (status == null) {
            checkAnyDocumented(node, routine);
        } else {
            checkDocumented(node, status, routine);
        }
        return status;
    }

    // Null for any documented one.
    private @Nullable Status literal(Node node) {
        Scalars.Literal literal = scalars.literal(node, "a status");
        return literal == null || literal.text().equals(DOCUMENTED)
                ? null
                : scalars.parse(
                        literal,
                        text -> Statuses.parse(scope.vocabulary(), text),
                        new Status("", -1));
    }

    private static boolean canFail(RoutineSpec routine) {
        return switch (routine.answer()) {
            case STATUS, VALUE_OR_FAILURE -> true;
            case NOTHING, VALUE -> routine.mayPend() || !routine.failures().isEmpty();
        };
    }

    private void checkAnyDocumented(Node node, @Nullable RoutineSpec routine) {
        boolean byValue = routine != null && routine.answer() == Answer.VALUE_OR_FAILURE;
        if (routine != null && routine.failures().isEmpty() && !byValue) {
            scope.problem(
                    node.where(),
                    routine.name() + " has no documented failure; write the status to fail with");
        }
    }

    private void checkDocumented(Node node, Status status, @Nullable RoutineSpec routine) {
        if (status.name().isEmpty()) {
            return;
        }
        if (!status.isFailure()) {
            scope.problem(node.where(), status.name() + " is not a failure");
        } else if (routine != null
                && routine.openness() == Openness.CLOSED
                && routine.failures().stream().noneMatch(f -> f.code() == status.code())) {
            List<String> names = routine.failures().stream().map(Status::name).toList();
            scope.problem(
                    node.where(),
                    "%s is not documented for %s, which fails with: %s"
                            .formatted(status.name(), routine.name(), Names.list(names)));
        }
    }
}
