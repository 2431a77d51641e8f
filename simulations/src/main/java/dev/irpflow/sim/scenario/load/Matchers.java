package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Step;
import dev.irpflow.sim.scenario.load.Operations.OutputType;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Matcher;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Notation;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what values are compared with: {@code at-least 4}, {@code not V}, a list of choices. */
final class Matchers {
    private static final String AT_LEAST = "at-least ";
    private static final String AT_MOST = "at-most ";
    private static final String NOT = "not ";

    private final Scope scope;
    private final Scalars scalars;
    private final FieldReader fields;
    private final SettingReader settings;

    Matchers(Scope scope, Scalars scalars, FieldReader fields, SettingReader settings) {
        this.scope = scope;
        this.scalars = scalars;
        this.fields = fields;
        this.settings = settings;
    }

    /**
     * What an operation gave, and what it must be; null if that cannot be told.
     *
     * @param word the key whose value the subject is
     */
    Step.@Nullable Condition condition(String word, Node subject, Node is) {
        if (!scope.isReference(subject)) {
            scope.problem(
                    subject.where(),
                    "%s looks at what an operation gave, like $op.field; found %s"
                            .formatted(word, subject.describe()));
            return null;
        }
        Reference reference = Operations.parse(((Scalar) subject).text());
        OutputType type = scope.operations().type(reference, subject.where());
        if (type == null || is instanceof Refused) {
            return null;
        }
        Matcher matcher =
                switch (type) {
                    case OutputType.OfField(FieldSpec field) -> field(is, field);
                    case OutputType.OfSetting(ValueType setting) -> setting(is, setting);
                    case OutputType.OfStatus() -> setting(is, ValueType.Simple.STATUS);
                };
        return new Step.Condition(reference, matcher);
    }

    /** How values of a type can be compared. */
    private enum Comparison {
        /** There is more and less. */
        ORDERED,
        /** Only the same or not. */
        EQUAL,
        /** The value is itself a list or a structure. */
        WHOLE
    }

    /** What a field of a message is compared with. */
    Matcher field(Node node, FieldSpec field) {
        Comparison comparison =
                field.isList() || field.notation() == Notation.GROUP
                        ? Comparison.WHOLE
                        : field.notation() == Notation.NUMBER
                                ? Comparison.ORDERED
                                : Comparison.EQUAL;
        return read(node, comparison, value -> comparable(value, fields.value(value, field)));
    }

    /** What a workload's output or a parameter is compared with. */
    Matcher setting(Node node, ValueType type) {
        Comparison comparison =
                switch (type) {
                    case ValueType.Simple simple -> comparison(simple);
                    case ValueType.Choice _ -> Comparison.EQUAL;
                    case ValueType.ListOf _ -> Comparison.WHOLE;
                    case ValueType.Named _ -> Comparison.WHOLE;
                    case ValueType.Structure _ -> Comparison.WHOLE;
                };
        return read(node, comparison, value -> comparable(value, settings.value(value, type)));
    }

    private Value comparable(Node node, Value value) {
        if (value instanceof Bytes && !(value instanceof Bytes.Spelled)) {
            scope.problem(
                    node.where(),
                    "what is compared is spelled out: text, hex or zeros; found "
                            + node.describe());
        }
        return value;
    }

    private static Comparison comparison(ValueType.Simple type) {
        return switch (type) {
            case DURATION, COUNT, SHARE, SIZE, RATE -> Comparison.ORDERED;
            case DURATION_RANGE,
                    TEXT,
                    DRIVE_LETTER,
                    BYTES,
                    ADDRESS,
                    STATUS,
                    SWITCH,
                    VERSION,
                    VERSION_RANGE,
                    MACHINE,
                    DRIVER,
                    ROUTINE ->
                    Comparison.EQUAL;
        };
    }

    private Matcher read(Node node, Comparison comparison, Function<Node, Value> one) {
        if (node instanceof Sequence && comparison != Comparison.WHOLE) {
            return new Matcher.AnyOf(
                    scalars.list(node, "values").stream()
                            .map(item -> single(item, comparison, one))
                            .toList());
        }
        return single(node, comparison, one);
    }

    private Matcher single(Node node, Comparison comparison, Function<Node, Value> one) {
        if (!(node instanceof Scalar written)) {
            return new Matcher.Is(one.apply(node));
        }
        Scalar scalar = replaced(written);
        String text = scalar.text();
        if (text.equals("unset")) {
            return new Matcher.Unset();
        }
        if (text.startsWith(NOT)) {
            return new Matcher.Not(single(rest(scalar, NOT), comparison, one));
        }
        if (comparison != Comparison.ORDERED) {
            if (text.startsWith(AT_LEAST) || text.startsWith(AT_MOST)) {
                scope.problem(scalar.where(), "there is more and less only of numbers: " + text);
            }
            return new Matcher.Is(one.apply(scalar));
        }
        if (text.startsWith(AT_LEAST)) {
            return new Matcher.AtLeast(one.apply(rest(scalar, AT_LEAST)));
        }
        if (text.startsWith(AT_MOST)) {
            return new Matcher.AtMost(one.apply(rest(scalar, AT_MOST)));
        }
        int dots = text.indexOf("..");
        return dots < 0 || scope.isReference(scalar)
                ? new Matcher.Is(one.apply(scalar))
                : between(scalar, dots, one);
    }

    /** {@code 1..3}, {@code 1..3 ms} or {@code 1 ms..3 ms}. */
    private static Matcher between(Scalar scalar, int dots, Function<Node, Value> one) {
        String first = scalar.text().substring(0, dots);
        String last = scalar.text().substring(dots + 2);
        int unit = last.indexOf(' ');
        boolean bare = first.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        String from = bare && unit > 0 ? first + last.substring(unit) : first;
        return new Matcher.Between(one.apply(with(scalar, from)), one.apply(with(scalar, last)));
    }

    /** A parameter's value takes its place before anything else, so it may be a matcher too. */
    private Scalar replaced(Scalar scalar) {
        String name = scalar.text().startsWith("$") ? scalar.text().substring(1) : "";
        String value = scope.isBroken(name) ? null : scope.parameters().get(name);
        return value == null ? scalar : with(scalar, new Text(value).written());
    }

    private static Scalar rest(Scalar scalar, String prefix) {
        return with(scalar, scalar.text().substring(prefix.length()));
    }

    private static Scalar with(Scalar scalar, String text) {
        return new Scalar(text, Scalar.Style.QUOTED, scalar.where());
    }
}
