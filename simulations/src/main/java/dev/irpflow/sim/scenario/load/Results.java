package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.load.Operations.OutputType;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.ResultMatcher;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import dev.irpflow.sim.scenario.yaml.Where;
import org.jspecify.annotations.Nullable;

/** Reads what results are compared with: {@code returns}, {@code completes}, {@code status}. */
final class Results {
    private static final String WANTED =
            "a result: a status, a list of them, success, failure, any, true, false, a number or"
                    + " not V";
    private static final ResultMatcher ANY = new ResultMatcher.Any();
    private static final String NOT = "not ";

    private final Scope scope;
    private final Scalars scalars;

    Results(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    @Nullable ResultMatcher readIfGiven(@Nullable Node node) {
        return node == null ? null : read(node);
    }

    ResultMatcher read(Node node) {
        if (node instanceof Sequence) {
            return new ResultMatcher.AnyOf(
                    scalars.list(node, WANTED).stream().map(this::one).toList());
        }
        return one(node);
    }

    private ResultMatcher one(Node node) {
        if (scope.isReference(node)) {
            return same((Scalar) node);
        }
        Literal literal = scalars.literal(node, WANTED);
        if (literal == null) {
            return ANY;
        }
        if (!literal.text().startsWith(NOT)) {
            return scalars.parse(literal, this::parse, ANY);
        }
        Literal whole = scalars.operand(literal);
        if (whole == null) {
            return ANY;
        }
        return new ResultMatcher.Not(
                scalars.parse(whole.with(whole.text().substring(NOT.length())), this::parse, ANY));
    }

    private ResultMatcher same(Scalar node) {
        Reference reference = Operations.parse(node.text());
        Where where = node.where();
        OutputType type = scope.operations().type(reference, where);
        boolean comparable =
                switch (type) {
                    case null -> true;
                    case OutputType.OfStatus() -> true;
                    case OutputType.OfField _ -> true;
                    case OutputType.OfSetting _ -> false;
                };
        if (!comparable) {
            scope.problem(where, Scalar.shown(node.text()) + " is not a result of a routine");
        }
        return new ResultMatcher.Same(reference);
    }

    private Parsed<ResultMatcher> parse(String text) {
        return switch (text) {
            case "any" -> Parsed.good(ANY);
            case "success" -> Parsed.good(new ResultMatcher.Success());
            case "failure" -> Parsed.good(new ResultMatcher.Failure());
            case "true", "TRUE" -> Parsed.good(new ResultMatcher.Truth(true));
            case "false", "FALSE" -> Parsed.good(new ResultMatcher.Truth(false));
            default -> statusOrNumber(text);
        };
    }

    private Parsed<ResultMatcher> statusOrNumber(String text) {
        char first = text.charAt(0);
        boolean decimal = first >= '0' && first <= '9' && !text.startsWith("0x") || first == '-';
        return decimal
                ? Numbers.literal(text).map(ResultMatcher.Number::new)
                : Statuses.parse(scope.vocabulary(), text).map(ResultMatcher.Is::new);
    }
}
