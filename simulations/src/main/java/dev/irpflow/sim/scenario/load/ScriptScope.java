package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Script;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import dev.irpflow.sim.scenario.yaml.Node;
import dev.irpflow.sim.scenario.yaml.Scalar;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines of one script may name, and what they need not give: the objects in hand. */
final class ScriptScope {
    /** The fields of the Call in hand: {@code $call.context}. */
    static final String CALL = "call";

    private static final String SEND = "IoCallDriver";
    private static final String IRP = "irp";
    private static final String DEVICE = "device";
    private static final String LOWER = "lower";
    private static final String DRIVER = "driver";

    private static final String OF_ANY_SOCKET = "WSK_CLIENT_SOCKET_DISPATCH";
    private static final List<String> OF_SOCKETS =
            List.of(
                    "WSK_CLIENT_LISTEN_DISPATCH",
                    "WSK_CLIENT_CONNECTION_DISPATCH",
                    "WSK_CLIENT_DATAGRAM_DISPATCH");

    private static final List<String> OBJECTS = List.of(IRP, DEVICE, LOWER, DRIVER);

    private final Scope scope;
    private final Map<String, RoutineSpec> scripts;
    private final RoutineSpec inHand;
    private final boolean attached;
    private final boolean device;

    /**
     * A scope.
     *
     * @param scripts the routines of the driver by their keys
     * @param inHand the routine that the script serves
     * @param attached whether the driver's device is attached above another
     * @param device whether the driver has a device
     */
    ScriptScope(
            Scope scope,
            Map<String, RoutineSpec> scripts,
            RoutineSpec inHand,
            boolean attached,
            boolean device) {
        this.device = device;
        this.scope = scope;
        this.scripts = new LinkedHashMap<>(scripts);
        this.inHand = inHand;
        this.attached = attached;
    }

    /** The routine that the script serves. */
    RoutineSpec inHand() {
        return inHand;
    }

    /** Whether a node names an object of the driver's own: {@code $irp}. */
    boolean isObject(Node node) {
        return node instanceof Scalar scalar
                && scalar.text().startsWith("$")
                && OBJECTS.contains(scalar.text().substring(1));
    }

    /** The kind of one of these objects; null, and a problem told, if there is none. */
    @Nullable FieldSpec object(String name, Where where) {
        FieldSpec found =
                switch (name) {
                    case IRP -> inHand.inputOf("IRP");
                    case DEVICE -> device ? input("IoDeleteDevice", "DEVICE_OBJECT") : null;
                    case LOWER -> attached ? input("IoDeleteDevice", "DEVICE_OBJECT") : null;
                    default -> input("DriverEntry", "DRIVER_OBJECT");
                };
        if (found == null) {
            scope.problem(
                    where,
                    name.equals(LOWER)
                            ? "$lower: this driver is attached above none; say it by with: { above:"
                                    + " DRIVER }"
                            : name.equals(DEVICE)
                                    ? "$device: a driver of this role has no device of its own"
                                    : "$%s: %s has none in hand".formatted(name, inHand.name()));
        }
        return found;
    }

    private @Nullable FieldSpec input(String routine, String object) {
        Vocabulary vocabulary = scope.vocabulary();
        RoutineSpec spec = vocabulary.routine(routine);
        return spec == null ? null : spec.inputOf(object);
    }

    /** What a field that is not given is taken to be; null for nothing. */
    @Nullable Value usual(RoutineSpec called, FieldSpec field, Where step) {
        if (field.isTable()) {
            return ownTable(field);
        }
        if (!field.pointsTo().isEmpty()) {
            return onlyScript(field, step);
        }
        // A driver sends on the IRP that it has; other routines get one of the runner's.
        boolean sent = called.name().equals(SEND) && field.object().equals("IRP");
        boolean needed = sent || field.presence() == Presence.REQUIRED && !field.object().isEmpty();
        if (!needed) {
            return null;
        }
        return switch (field.object()) {
            case "DEVICE_OBJECT", "IO_OBJECT" ->
                    called.name().equals(SEND)
                            ? attached ? new Reference(LOWER, List.of()) : null
                            : device ? new Reference(DEVICE, List.of()) : null;
            case "DRIVER_OBJECT" -> new Reference(DRIVER, List.of());
            case "IRP" -> inHand.inputOf("IRP") == null ? null : new Reference(IRP, List.of());
            default -> {
                FieldSpec same = inHand.inputOf(field.object());
                yield same == null ? null : new Reference(CALL, List.of(same.name()));
            }
        };
    }

    /** The driver's own table, if it has scripts for one of its slots; else null. */
    @Nullable Value ownTable(FieldSpec field) {
        return hasSlots(field) ? new Word(Script.TABLE) : null;
    }

    private boolean hasSlots(FieldSpec field) {
        return scripts.values().stream()
                .anyMatch(routine -> isTable(routine.table(), field.pointsTo()));
    }

    // Which of its tables a socket has hangs on its category.
    private static boolean isTable(String table, String wanted) {
        return table.equals(wanted) || wanted.equals(OF_ANY_SOCKET) && OF_SOCKETS.contains(table);
    }

    private @Nullable Value onlyScript(FieldSpec field, Where step) {
        List<String> fitting = fitting(field);
        if (fitting.size() == 1) {
            return new Word(fitting.getFirst());
        }
        if (fitting.size() > 1) {
            scope.problem(
                    step,
                    "%s may be any of %s; say which".formatted(field.name(), Names.list(fitting)));
        } else if (!field.isOptional()) {
            scope.problem(
                    step,
                    ("%2$s takes a %1$s, and no script of this driver is one; add it, like"
                                    + " `done: { is: %1$s, steps: [...] }`")
                            .formatted(field.pointsTo(), field.name()));
        }
        return null;
    }

    private List<String> fitting(FieldSpec field) {
        return scripts.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(field.pointsTo()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A script by its key, for a field that takes the address of such a routine. */
    Parsed<Value> code(String name, FieldSpec field) {
        if (field.isTable()) {
            return table(name, field);
        }
        List<String> fitting = fitting(field);
        if (fitting.contains(name)) {
            return Parsed.good(new Word(name));
        }
        RoutineSpec other = scripts.get(name);
        return Parsed.bad(
                other == null
                        ? "%s: no script of this driver is called so. Those that are of %s: %s.%s"
                                .formatted(
                                        Scalar.shown(name),
                                        field.pointsTo(),
                                        Names.list(fitting),
                                        Nearest.hint(name, fitting))
                        : "%s is of %s; %s takes one of %s"
                                .formatted(name, other.name(), field.name(), field.pointsTo()));
    }

    private Parsed<Value> table(String name, FieldSpec field) {
        if (!name.equals(Script.TABLE)) {
            return Parsed.bad(
                    "%s takes a dispatch table: %s, of which the scripts are the slots, or NULL;"
                                    .formatted(field.name(), Script.TABLE)
                            + " found "
                            + Scalar.shown(name));
        }
        return hasSlots(field)
                ? Parsed.good(new Word(Script.TABLE))
                : Parsed.bad(
                        "%s: no script of this driver has its slot in %s"
                                .formatted(field.name(), field.pointsTo()));
    }
}
