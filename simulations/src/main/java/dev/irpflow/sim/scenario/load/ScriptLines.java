package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Adverbs;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.OperationSteps.Begun;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec.Answer;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads what only scripts of drivers have: return and complete. */
final class ScriptLines {
    private static final Reference NO_IRP = new Reference("irp", List.of());
    private static final Status NO_STATUS = new Status("STATUS_SUCCESS", 0);

    // What is no NTSTATUS is given by `return` itself.
    private static final String RETURNED = "returned";

    // The name that completion routines return it by; it is STATUS_SUCCESS.
    private static final String CONTINUE = "STATUS_CONTINUE_COMPLETION";

    private final Scope scope;
    private final Scalars scalars;
    private final AdverbReader adverbs;
    private final FieldReader fields;

    ScriptLines(Scope scope, Scalars scalars, AdverbReader adverbs, FieldReader fields) {
        this.fields = fields;
        this.scope = scope;
        this.scalars = scalars;
        this.adverbs = adverbs;
    }

    Step answer(Begun begun) {
        ScriptScope script = Objects.requireNonNull(scope.script());
        FieldSpec action = script.inHand().action();
        if (script.inHand().answer() != Answer.STATUS && action == null) {
            scope.problem(
                    begun.where(),
                    script.inHand().name()
                            + (script.inHand().answer() == Answer.NOTHING
                                    ? " returns nothing; it ends with its last line"
                                    : " returns a value, which a script cannot say"));
        }
        Value status = action == null ? status(begun.value()) : fields.value(begun.value(), action);
        List<RequestTemplate.Field> gives = gives(begun, script);
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        if (read.processor() != null || read.irql() != null) {
            scope.problem(
                    begun.where(),
                    "a routine returns where it was called; it has no processor or irql");
        }
        return new Step.Return(read, status, gives, begun.where());
    }

    /** What the routine writes; a table that is not given is the driver's own. */
    private List<RequestTemplate.Field> gives(Begun begun, ScriptScope script) {
        Node node = begun.keys().take("gives");
        Keys keys =
                scope.keys(node == null ? new Mapping(List.of(), begun.where()) : node, "`gives`");
        List<RequestTemplate.Field> gives = new ArrayList<>();
        for (FieldSpec field : script.inHand().outputs()) {
            Mapping.Entry entry =
                    field.name().equals(RETURNED) ? null : keys.takeEntry(field.name());
            Value value =
                    entry == null
                            ? field.isTable() ? script.ownTable(field) : null
                            : fields.value(entry.value(), field);
            if (value != null) {
                Where where = entry == null ? begun.where() : entry.key().where();
                gives.add(new RequestTemplate.Field(field, value, where));
            }
        }
        keys.done();
        return gives;
    }

    Step complete(Begun begun) {
        ScriptScope script = Objects.requireNonNull(scope.script());
        boolean unset = begun.value() instanceof Scalar scalar && scalar.text().equals("unset");
        Value status = unset ? null : status(begun.value());
        Node irp = begun.keys().take("irp");
        Node information = begun.keys().take("information");
        if (unset && information != null) {
            scope.problem(information.where(), "complete: unset leaves IoStatus as it is");
        }
        boolean byCall = irp == null && isCompletedByCall(script.inHand());
        if (irp == null && !byCall && script.inHand().inputOf("IRP") == null) {
            scope.problem(
                    begun.where(),
                    "%s has no IRP in hand; say which, like irp: $call.context"
                            .formatted(script.inHand().name()));
        }
        if (byCall && (unset || information != null)) {
            scope.problem(
                    begun.where(),
                    "%s is completed by %s, with a status alone"
                            .formatted(script.inHand().name(), script.inHand().completedBy()));
        }
        Adverbs read = adverbs.read(begun.keys(), begun.inherited());
        return new Step.Complete(
                read,
                status,
                byCall ? null : irp == null ? NO_IRP : irp(irp),
                information == null ? null : number(information),
                begun.where());
    }

    // IoCompleteRequest completes what has an IRP of its own.
    private static boolean isCompletedByCall(RoutineSpec inHand) {
        String by = inHand.completedBy();
        return !by.isEmpty() && !by.equals("IoCompleteRequest");
    }

    private Value status(Node node) {
        if (scope.isReference(node)) {
            return reference(node);
        }
        return scalars.<Value>read(node, "a status, or $op.status", this::parse, NO_STATUS);
    }

    private Parsed<Value> parse(String text) {
        return text.equals(CONTINUE)
                ? Parsed.good(NO_STATUS)
                : Statuses.parse(scope.vocabulary(), text).map(status -> status);
    }

    private Reference irp(Node node) {
        if (scope.isReference(node)) {
            return reference(node);
        }
        if (!(node instanceof Refused)) {
            scope.problem(
                    node.where(), "irp names an IRP, like $call.context; found " + node.describe());
        }
        return NO_IRP;
    }

    private Value number(Node node) {
        if (scope.isReference(node)) {
            return reference(node);
        }
        return scalars.<Value>read(
                node,
                "a number, a size or $op.field",
                text ->
                        text.indexOf(' ') > 0
                                ? Quantities.size(text).map(size -> size)
                                : Numbers.literal(text).map(Count::new),
                new Count(0));
    }

    private Reference reference(Node node) {
        Reference reference = Operations.parse(((Scalar) node).text());
        var _ = scope.operations().type(reference, node.where());
        return reference;
    }
}
