package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads scalars: parameters are replaced by their values, then the type of the field decides. */
final class Scalars {
    private final Scope scope;

    Scalars(Scope scope) {
        this.scope = scope;
    }

    /**
     * A text with its parameters replaced.
     *
     * @param parameter {@code "$name: "} where the text came from a parameter, else empty: a
     *     message about the text begins with it
     */
    record Literal(String text, Where where, String parameter) {
        Literal with(String other) {
            return new Literal(other, where, parameter);
        }
    }

    /** Whether a node refers to what an operation gave: {@code $op.field}. */
    static boolean isReference(Node node) {
        return node instanceof Scalar scalar
                && scalar.text().startsWith("$")
                && !scalar.text().startsWith("$$")
                && scalar.text().indexOf('.') > 0;
    }

    /** A text; null, and a problem told, if the node has none. */
    @Nullable Literal literal(Node node, String wanted) {
        if (!(node instanceof Scalar scalar)) {
            if (!(node instanceof Refused)) {
                scope.problem(
                        node.where(), "found %s; wanted %s".formatted(node.describe(), wanted));
            }
            return null;
        }
        if (scalar.isEmpty()) {
            scope.problem(node.where(), "found nothing; wanted " + wanted);
            return null;
        }
        var literal = new Literal(scalar.text(), scalar.where(), "");
        return literal.text().startsWith("$") ? replaced(literal, literal.text(), "") : literal;
    }

    /**
     * The literal with its last word replaced, if that is a parameter: {@code at-least $n}. Only
     * for forms whose first word belongs to the language.
     */
    @Nullable Literal operand(Literal literal) {
        int space = literal.text().indexOf(" $");
        return space < 0 || !literal.parameter().isEmpty()
                ? literal
                : replaced(
                        literal,
                        literal.text().substring(space + 1),
                        literal.text().substring(0, space + 1));
    }

    private @Nullable Literal replaced(Literal literal, String dollar, String before) {
        if (dollar.startsWith("$$")) {
            return literal.with(before + dollar.substring(1));
        }
        String name = dollar.substring(1);
        if (scope.isBroken(name)) {
            return null;
        }
        String value = scope.parameters().get(name);
        if (value != null) {
            return new Literal(before + value, literal.where(), dollar + ": ");
        }
        if (!scope.isIncomplete() || scope.operations().has(name)) {
            scope.problem(literal.where(), unknown(name));
        }
        return null;
    }

    private String unknown(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        if (scope.operations().has(first)) {
            return dot < 0
                    ? "$%s is an operation, not a value; name a field of it, like $%s.%s"
                            .formatted(name, name, scope.operations().exampleField(name))
                    : "$%s: what an operation gave cannot stand here".formatted(Scalar.shown(name));
        }
        var known = List.copyOf(scope.parameters().keySet());
        return "$%s: no such parameter. The parameters: %s.%s"
                .formatted(Scalar.shown(name), Names.list(known), Nearest.hint(name, known));
    }

    /** Reads a scalar by its type; the stand-in is the answer where there is a problem. */
    <T> T read(Node node, String wanted, Function<String, Parsed<T>> parser, T standIn) {
        Literal literal = literal(node, wanted);
        return literal == null ? standIn : parse(literal, parser, standIn);
    }

    /** Reads a text by its type; a parameter may stand at its end. */
    <T> T parse(Literal literal, Function<String, Parsed<T>> parser, T standIn) {
        Literal whole = operand(literal);
        if (whole == null) {
            return standIn;
        }
        return switch (parser.apply(whole.text())) {
            case Parsed.Good<T> good -> good.value();
            case Parsed.Bad<T> bad -> {
                scope.problem(whole.where(), whole.parameter() + bad.why());
                yield standIn;
            }
        };
    }

    /** Text that means itself; empty where there is a problem. */
    String text(Node node, String wanted) {
        Literal literal = literal(node, wanted);
        return literal == null ? "" : literal.text();
    }

    /** A name of the user's own; empty where there is a problem. */
    String name(Node node, String wanted) {
        return read(
                node,
                wanted,
                text -> Names.isKebab(text) ? Parsed.good(text) : Parsed.bad(Names.notKebab(text)),
                "");
    }

    /** One of a few words; empty where there is a problem. */
    String oneOf(Node node, List<String> words, String what) {
        return read(node, what + ": one of " + Names.choice(words), t -> oneOf(t, words, what), "");
    }

    private static Parsed<String> oneOf(String text, List<String> words, String what) {
        return words.contains(text)
                ? Parsed.good(text)
                : Parsed.bad(
                        "%s: no such %s. Allowed: %s.%s"
                                .formatted(
                                        Scalar.shown(text),
                                        what,
                                        Names.choice(words),
                                        Nearest.hint(text, words)));
    }

    /** {@code true} or {@code on}, {@code false} or {@code off}. */
    boolean truth(Node node) {
        return read(node, "true or false", Scalars::parseTruth, false);
    }

    static Parsed<Boolean> parseTruth(String text) {
        return switch (text) {
            case "true", "on" -> Parsed.good(true);
            case "false", "off" -> Parsed.good(false);
            default -> Parsed.bad(Scalar.shown(text) + " is neither true nor false");
        };
    }

    /** The items of a list, or the one node itself where a list is not needed. */
    static List<Node> items(Node node) {
        return node instanceof Sequence list ? list.items() : List.of(node);
    }

    /** The items of what must be a list with at least one item. */
    List<Node> list(Node node, String wanted) {
        if (node instanceof Sequence list && !list.items().isEmpty()) {
            return list.items();
        }
        if (!(node instanceof Refused)) {
            String found = node instanceof Sequence ? "an empty list" : node.describe();
            scope.problem(node.where(), "found %s; wanted %s".formatted(found, wanted));
        }
        return List.of();
    }

    /** Each of a list of texts. */
    List<String> texts(@Nullable Node node, String wanted, Function<Node, String> each) {
        var texts = new ArrayList<String>();
        if (node != null) {
            for (Node item : list(node, wanted)) {
                texts.add(each.apply(item));
            }
        }
        return texts;
    }
}
