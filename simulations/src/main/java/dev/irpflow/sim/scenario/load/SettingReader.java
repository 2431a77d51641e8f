package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Items;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.Text;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Versions;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec.Need;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Refused;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads settings and parameters by their declared types. */
final class SettingReader {
    private static final Value NOTHING = new Text("");

    private final Scope scope;
    private final Scalars scalars;
    private final ByteReader bytes;

    SettingReader(Scope scope, Scalars scalars, ByteReader bytes) {
        this.scope = scope;
        this.scalars = scalars;
        this.bytes = bytes;
    }

    /** All settings of a mapping; each key must be declared, and each required one given. */
    List<Setting> read(Node node, String owner, List<SettingSpec> declared) {
        Keys keys = scope.keys(node, owner);
        List<Setting> read = take(keys, declared);
        keys.done();
        return read;
    }

    /** The declared settings among some keys; whoever calls looks after the rest. */
    List<Setting> take(Keys keys, List<SettingSpec> declared) {
        var read = new ArrayList<Setting>();
        for (SettingSpec spec : declared) {
            if (spec.need() == Need.REQUIRED && !keys.has(spec.name())) {
                keys.require(spec.name(), spec.type().description());
                continue;
            }
            Mapping.Entry entry = keys.takeEntry(spec.name());
            if (entry != null) {
                Value value = value(entry.value(), spec.type());
                check(spec, value, entry.value());
                read.add(new Setting(spec.name(), value, entry.key().where()));
            }
        }
        return read;
    }

    private void check(SettingSpec spec, Value value, Node node) {
        SettingSpec.Range range = spec.range();
        if (range == null || node instanceof Refused || !isAmount(value)) {
            return;
        }
        long amount = amount(value);
        if (amount < amount(range.least()) || amount > amount(range.most())) {
            scope.problem(
                    node.where(),
                    "%s is out of range for %s; from %s to %s"
                            .formatted(
                                    ((Plain) value).written(),
                                    spec.name(),
                                    range.least().written(),
                                    range.most().written()));
        } else if (amount % amount(range.step()) != 0) {
            scope.problem(
                    node.where(),
                    "%s is too fine for %s; the smallest step is %s"
                            .formatted(
                                    ((Plain) value).written(),
                                    spec.name(),
                                    range.step().written()));
        }
    }

    // What stands for a value that was refused is no amount of its own.
    private static boolean isAmount(Value value) {
        return value instanceof Count || value instanceof Size || value instanceof TimeSpan;
    }

    private static long amount(Value value) {
        return switch (value) {
            case Count count -> count.number();
            case Size size -> size.bytes();
            case TimeSpan time -> time.nanos();
            default -> throw new IllegalArgumentException(value + " is no amount");
        };
    }

    /** A value of this type; a reference to what an operation gave may stand for any. */
    Value value(Node node, ValueType type) {
        if (scope.isReference(node)) {
            return References.setting(scope, (Scalar) node, type);
        }
        return switch (type) {
            case ValueType.Simple simple -> simple(node, simple);
            case ValueType.Choice(List<String> words) -> choice(node, words);
            case ValueType.ListOf(ValueType each) ->
                    new Items(
                            scalars.list(node, type.description()).stream()
                                    .map(item -> value(item, each))
                                    .toList());
            case ValueType.Named(List<SettingSpec> settings) ->
                    new Group(
                            scope.named(node, "names").stream()
                                    .map(entry ->
                                            new Group.Member(
                                                    entry.name(),
                                                    group(entry.value(), entry.name(), settings)))
                                    .toList());
            case ValueType.Structure(List<SettingSpec> settings) ->
                    group(node, "the value", settings);
        };
    }

    private Group group(Node node, String owner, List<SettingSpec> settings) {
        return new Group(
                read(node, owner, settings).stream()
                        .map(setting -> new Group.Member(setting.name(), setting.value()))
                        .toList());
    }

    private Value choice(Node node, List<String> words) {
        return new Word(scalars.oneOf(node, words, "choice"));
    }

    private Value simple(Node node, ValueType.Simple type) {
        return switch (type) {
            case DURATION -> read(node, type, Quantities::time);
            case DURATION_RANGE -> read(node, type, Quantities::timeRange);
            case COUNT -> read(node, type, text -> Numbers.count(text).map(Count::new));
            case SHARE -> read(node, type, Quantities::share);
            case SIZE -> read(node, type, Quantities::size);
            case RATE -> read(node, type, Quantities::rate);
            case TEXT -> new Text(scalars.text(node, type.description()));
            case DRIVE_LETTER -> read(node, type, SettingReader::driveLetter);
            case BYTES -> bytes.bytes(node);
            case ADDRESS -> bytes.address(node);
            case STATUS -> read(node, type, text -> Statuses.parse(scope.vocabulary(), text));
            case SWITCH -> new Switch(scalars.truth(node));
            case VERSION -> read(node, type, Versions::version);
            case VERSION_RANGE -> read(node, type, Versions::range);
            case MACHINE -> new Word(new Places(scope, scalars).machine(node));
            case DRIVER -> driver(node);
            case ROUTINE -> routine(node);
        };
    }

    private Value read(
            Node node,
            ValueType.Simple type,
            Function<String, ? extends Parsed<? extends Value>> parser) {
        return scalars.<Value>read(
                node, type.description(), text -> parser.apply(text).map(v -> v), NOTHING);
    }

    private static Parsed<Value> driveLetter(String text) {
        boolean letter =
                text.length() == 2
                        && text.charAt(1) == ':'
                        && (text.charAt(0) >= 'A' && text.charAt(0) <= 'Z'
                                || text.charAt(0) >= 'a' && text.charAt(0) <= 'z');
        return letter
                ? Parsed.good(new Text(text))
                : Parsed.bad(
                        Scalar.shown(text)
                                + " is not a drive letter; write it like \"Z:\", quoted");
    }

    private Value driver(Node node) {
        Literal literal = scalars.literal(node, "a driver of this scenario");
        if (literal == null) {
            return NOTHING;
        }
        if (!scope.drivers().containsKey(literal.text()) && !scope.isIncomplete()) {
            List<String> names = List.copyOf(scope.drivers().keySet());
            scope.problem(
                    literal.where(),
                    "%s%s: no such driver. The drivers: %s.%s"
                            .formatted(
                                    literal.parameter(),
                                    Scalar.shown(literal.text()),
                                    Names.list(names),
                                    Nearest.hint(literal.text(), names)));
        }
        return new Word(literal.text());
    }

    private Value routine(Node node) {
        RoutineSpec routine = new Routines(scope, scalars).routine(node);
        return new Word(routine == null ? "" : routine.name());
    }
}
