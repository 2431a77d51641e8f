package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.load.Scalars.Literal;
import dev.irpflow.sim.scenario.value.Address;
import dev.irpflow.sim.scenario.value.Addresses;
import dev.irpflow.sim.scenario.value.Bytes;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.yaml.Mapping;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads the forms of bytes, and transport addresses. */
final class ByteReader {
    private static final Bytes NOTHING = new Bytes.OfHex("");
    private static final Address NO_ADDRESS = new Address(Address.ANY, 0);
    private static final List<String> FORMS = List.of("text", "hex", "file", "zeros", "random");
    private static final String WANTED =
            "bytes: text hello, hex 01 02, file PATH, zeros 4 KiB or random 1 MiB";

    private final Scope scope;
    private final Scalars scalars;

    ByteReader(Scope scope, Scalars scalars) {
        this.scope = scope;
        this.scalars = scalars;
    }

    /** {@code text hello}, {@code hex 01 02}, {@code file PATH} and so on. */
    Bytes bytes(Node node) {
        Literal literal = scalars.literal(node, WANTED);
        if (literal == null) {
            return NOTHING;
        }
        int space = literal.text().indexOf(' ');
        String form = space < 0 ? literal.text() : literal.text().substring(0, space);
        if (!FORMS.contains(form)) {
            scope.problem(
                    literal.where(),
                    "%s%s is not %s"
                            .formatted(literal.parameter(), Scalar.shown(literal.text()), WANTED));
            return NOTHING;
        }
        Literal whole = hasParameter(literal, space) ? scalars.operand(literal) : literal;
        if (whole == null) {
            return NOTHING;
        }
        String operand = space < 0 ? "" : whole.text().substring(space + 1);
        return switch (form) {
            case "text" -> new Bytes.OfText(operand);
            case "hex" -> scalars.parse(whole.with(operand), ByteReader::hex, NOTHING);
            case "file" -> file(whole, operand);
            case "zeros" ->
                    scalars.parse(
                            whole.with(operand),
                            size -> Quantities.size(size).map(Bytes.Zeros::new),
                            NOTHING);
            default ->
                    scalars.parse(
                            whole.with(operand),
                            size -> Quantities.size(size).map(Bytes.Random::new),
                            NOTHING);
        };
    }

    /** Whether the operand is a parameter as a whole; text may hold a $ elsewhere. */
    private static boolean hasParameter(Literal literal, int space) {
        return space > 0 && literal.text().startsWith("$", space + 1);
    }

    private static Parsed<Bytes> hex(String operand) {
        String digits = operand.replace(" ", "").toLowerCase(Locale.ROOT);
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return Parsed.bad(
                    "hex %s: bytes are two digits each, 0 to 9 and a to f"
                            .formatted(Scalar.shown(operand)));
        }
        return digits.length() % 2 == 0
                ? Parsed.good(new Bytes.OfHex(digits))
                : Parsed.bad("hex %s: a digit is missing".formatted(Scalar.shown(operand)));
    }

    private Bytes file(Literal literal, String text) {
        Parsed<Path> file =
                text.isEmpty()
                        ? Parsed.bad("file needs a path")
                        : InputFile.path(scope.project(), text).then(this::checked);
        return switch (file) {
            case Parsed.Good<Path> good -> {
                scope.inputs().add(text);
                yield new Bytes.OfFile(text);
            }
            case Parsed.Bad<Path> bad -> {
                scope.problem(
                        literal.where(),
                        "%s%s: %s".formatted(literal.parameter(), Scalar.shown(text), bad.why()));
                yield NOTHING;
            }
        };
    }

    private Parsed<Path> checked(Path path) {
        return scope.purpose() == Scope.Purpose.TRIAL ? InputFile.check(path) : Parsed.good(path);
    }

    /** {@code files:445}, or {@code { ip: 10.0.0.1, port: 445 }}. */
    Address address(Node node) {
        Address address =
                node instanceof Mapping
                        ? members(node)
                        : scalars.read(
                                node, "an address, like files:445", Addresses::address, NO_ADDRESS);
        checkHost(node, address);
        return address;
    }

    private Address members(Node node) {
        Keys keys = scope.keys(node, "an address");
        Node ip = keys.require("ip", "a machine, an IP address or any");
        Node port = keys.require("port", "a number from 0 to 65535");
        keys.done();
        return new Address(
                scalars.read(ip, "a host", Addresses::host, Address.ANY),
                scalars.read(port, "a port", Addresses::port, 0));
    }

    private void checkHost(Node node, Address address) {
        String host = address.name();
        if (address.isOfMachine() && !new Places(scope, scalars).isMachine(host)) {
            List<String> names = List.copyOf(scope.machines().keySet());
            scope.problem(
                    node.where(),
                    "%s: no such machine. The machines: %s.%s"
                            .formatted(
                                    Scalar.shown(host),
                                    Names.list(names),
                                    Nearest.hint(host, names)));
        }
    }
}
