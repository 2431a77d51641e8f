package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.FieldEncoder;
import dev.irpflow.sim.scenario.RequestTemplate;
import dev.irpflow.sim.scenario.value.Addresses;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Dates;
import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Items;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Versions;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads values of contract fields, by the type and unit that the contract declares. */
final class FieldReader {
    private static final Value NOTHING = new Count(0);
    private static final Constant NULL = new Constant("NULL", 0);

    private final Scope scope;
    private final Scalars scalars;
    private final ByteReader bytes;

    FieldReader(Scope scope, Scalars scalars, ByteReader bytes) {
        this.scope = scope;
        this.scalars = scalars;
        this.bytes = bytes;
    }

    /** The value of a field, or of one item where the field is a list. */
    Value value(Node node, FieldSpec field) {
        if (scope.isReference(node)) {
            return References.field(scope, (Scalar) node, field);
        }
        if (field.mayBeNull() && isNull(node)) {
            return NULL;
        }
        if (scope.script() != null && !field.pointsTo().isEmpty()) {
            return code(node, field, scope.script());
        }
        if (field.isApc() && node instanceof Scalar name && Names.isKebab(name.text())) {
            scope.signals().signalled(name.text());
            return new Word(name.text());
        }
        if (!field.isList()) {
            return one(node, field);
        }
        if (!(node instanceof Sequence list)) {
            scope.problem(
                    node.where(),
                    "%s is a list; found %s".formatted(field.name(), node.describe()));
            return NOTHING;
        }
        var items = new ArrayList<Value>();
        for (Node item : list.items()) {
            items.add(
                    scope.isReference(item)
                            ? References.field(scope, (Scalar) item, field)
                            : one(item, field));
        }
        return new Items(items);
    }

    // In quotes it is a text.
    private static boolean isNull(Node node) {
        return node instanceof Scalar scalar
                && scalar.style() == Scalar.Style.PLAIN
                && scalar.text().equals(NULL.name());
    }

    private Value one(Node node, FieldSpec field) {
        return switch (field.notation()) {
            case NUMBER -> numbers(node, field);
            case SWITCH -> new Switch(scalars.truth(node));
            case TEXT -> new Text(scalars.text(node, "text"));
            case BYTES, BUFFER -> bytes.bytes(node);
            case CONSTANT -> read(node, "a constant", text -> constant(text, field));
            case STATUS ->
                    read(
                            node,
                            "a status",
                            text -> Statuses.parse(scope.vocabulary(), text).map(s -> s));
            case ADDRESS -> bytes.address(node);
            case VERSION -> read(node, "a version, like \"1.0\"", text -> version(text, field));
            case OBJECT -> object(node, field);
            case GROUP -> group(node, field);
        };
    }

    private Value code(Node node, FieldSpec field, ScriptScope script) {
        return read(
                node,
                "a script of this driver that is of " + field.pointsTo() + ", or NULL",
                text -> text.equals(NULL.name()) ? Parsed.good(NULL) : script.code(text, field));
    }

    private Value read(Node node, String wanted, Function<String, Parsed<Value>> parser) {
        return scalars.read(node, wanted, parser, NOTHING);
    }

    private Value object(Node node, FieldSpec field) {
        if (field.isThread() && node instanceof Scalar name && Names.isKebab(name.text())) {
            return new Word(name.text());
        }
        if (field.mayBringIrp()
                && node instanceof Scalar word
                && word.text().equals(RequestTemplate.OWN.word())) {
            return RequestTemplate.OWN;
        }
        return read(
                node,
                "what an earlier operation gave, like $op.field",
                text ->
                        text.equals(NULL.name())
                                ? Parsed.good(NULL)
                                : Parsed.bad(
                                        "%s: %s identifies a kernel object; write what an earlier"
                                                        .formatted(Scalar.shown(text), field.name())
                                                + " operation gave, like $op.field, or NULL"));
    }

    private Value numbers(Node node, FieldSpec field) {
        if (!(node instanceof Sequence list)) {
            return read(node, "a number", text -> number(text, field));
        }
        if (!field.numbering().combined()) {
            scope.problem(node.where(), field.name() + " is one number; found a list");
            return NOTHING;
        }
        return new Items(
                list.items().stream()
                        .map(item -> read(item, "a constant", text -> number(text, field)))
                        .toList());
    }

    private static Parsed<Value> number(String text, FieldSpec field) {
        Constant constant = field.constant(text);
        if (constant != null) {
            return Parsed.good(constant);
        }
        if (Names.isConstant(text)) {
            return Parsed.bad(unknown(text, field));
        }
        Parsed<? extends Value> parsed =
                switch (field.numbering().unit()) {
                    case NONE -> literal(text, field);
                    case NANOSECONDS_100 ->
                            Dates.looksLikeOne(text) ? Dates.date(text) : Quantities.time(text);
                    case SECONDS, MILLISECONDS -> Quantities.time(text);
                    case BYTES -> Quantities.size(text);
                    case IPV4_ADDRESS ->
                            Addresses.ipv4(text).map(ip -> new Constant(ip, Addresses.number(ip)));
                };
        return switch (parsed) {
            case Parsed.Bad<? extends Value> bad -> Parsed.bad(bad.why());
            case Parsed.Good<? extends Value> good ->
                    FieldEncoder.number(field, good.value()).map(fits -> good.value());
        };
    }

    /** A number in hexadecimal keeps its spelling: it is a code or a mask. */
    private static Parsed<Value> literal(String text, FieldSpec field) {
        if (text.startsWith("-") && field.isUnsigned()) {
            return Parsed.bad(Scalar.shown(text) + " is negative; " + field.name() + " cannot be");
        }
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        return Numbers.literal(text).map(n -> hexadecimal ? new Constant(text, n) : new Count(n));
    }

    private static Parsed<Value> version(String text, FieldSpec field) {
        return Names.isConstant(text)
                ? constant(text, field)
                : Versions.version(text).map(version -> version);
    }

    private static Parsed<Value> constant(String text, FieldSpec field) {
        Constant constant = field.constant(text);
        return constant != null ? Parsed.good(constant) : Parsed.bad(unknown(text, field));
    }

    private static String unknown(String text, FieldSpec field) {
        List<String> names = field.numbering().constants().stream().map(Constant::name).toList();
        return "%s: no such constant. %s knows %s.%s"
                .formatted(
                        Scalar.shown(text),
                        field.name(),
                        Names.list(names),
                        Nearest.hint(text, names));
    }

    private Value group(Node node, FieldSpec field) {
        Keys keys = scope.keys(node, field.name());
        var members = new ArrayList<Group.Member>();
        for (FieldSpec member : field.members()) {
            Node value =
                    member.presence() == Presence.REQUIRED
                            ? keys.require(member.name(), "the contract does not mark it optional")
                            : keys.take(member.name());
            if (value != null) {
                members.add(new Group.Member(member.name(), value(value, member)));
            }
        }
        keys.done();
        return new Group(members);
    }
}
