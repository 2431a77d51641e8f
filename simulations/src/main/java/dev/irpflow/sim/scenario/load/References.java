package dev.irpflow.sim.scenario.load;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dev.irpflow.sim.scenario.load.Operations.OutputType;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Notation;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.ValueType.Simple;
import dev.irpflow.sim.scenario.yaml.Scalar;
import java.util.Set;

/** Reads references to what operations gave, and compares types as far as they can be known. */
final class References {
    private static final String DISPATCHER_OBJECT = "DISPATCHER_OBJECT";

    /** Whose header a wait takes: introduction-to-kernel-dispatcher-objects.md. */
    private static final Set<String> DISPATCHER_OBJECTS =
            Set.of("EVENT", "MUTEX", "PROCESS", "SEMAPHORE", "THREAD", "TIMER");

    private static final String OBJECT = "OBJECT";

    /** Whose references are counted. */
    private static final Set<String> OBJECTS = Set.of("DEVICE_OBJECT", "FILE_OBJECT", "THREAD");

    private static final String IO_OBJECT = "IO_OBJECT";

    /** What a driver has of the I/O manager for itself. */
    private static final Set<String> IO_OBJECTS = Set.of("DEVICE_OBJECT", "DRIVER_OBJECT");

    private References() {}

    /** For a setting or a workload's parameter. */
    static Reference setting(Scope scope, Scalar node, ValueType wanted) {
        Reference reference = Operations.parse(node.text());
        OutputType type = scope.operations().type(reference, node.where());
        if (type instanceof OutputType.OfSetting(ValueType found) && !found.equals(wanted)) {
            scope.problem(
                    node.where(),
                    "%s is %s; wanted %s"
                            .formatted(
                                    Scalar.shown(node.text()),
                                    found.description(),
                                    wanted.description()));
        }
        if (type instanceof OutputType.OfField(FieldSpec found) && !isLike(found, wanted)) {
            scope.problem(
                    node.where(),
                    "%s is %s; wanted %s"
                            .formatted(
                                    Scalar.shown(node.text()), kind(found), wanted.description()));
        }
        return reference;
    }

    /** Whether a field of a message can be what a workload takes. */
    private static boolean isLike(FieldSpec found, ValueType wanted) {
        return switch (found.notation()) {
            case NUMBER -> wanted == Simple.COUNT || wanted == Simple.SIZE;
            case SWITCH -> wanted == Simple.SWITCH;
            case TEXT -> wanted == Simple.TEXT;
            case BYTES, BUFFER -> wanted == Simple.BYTES;
            case STATUS -> wanted == Simple.STATUS;
            case ADDRESS -> wanted == Simple.ADDRESS;
            case VERSION -> wanted == Simple.VERSION;
            case CONSTANT -> wanted instanceof ValueType.Choice;
            case OBJECT, GROUP -> false;
        };
    }

    /** For a field of a request. */
    static Reference field(Scope scope, Scalar node, FieldSpec wanted) {
        Reference reference = Operations.parse(node.text());
        OutputType type = scope.operations().type(reference, node.where());
        if (type instanceof OutputType.OfField(FieldSpec found) && !fits(found, wanted)) {
            scope.problem(
                    node.where(),
                    "%s is %s; %s takes %s"
                            .formatted(
                                    Scalar.shown(node.text()),
                                    kind(found),
                                    wanted.name(),
                                    kind(wanted)));
        }
        if (type instanceof OutputType.OfStatus && wanted.notation() != Notation.STATUS) {
            scope.problem(
                    node.where(),
                    "%s is a status; %s takes %s"
                            .formatted(Scalar.shown(node.text()), wanted.name(), kind(wanted)));
        }
        return reference;
    }

    private static boolean fits(FieldSpec found, FieldSpec wanted) {
        FieldDescriptor from = found.descriptor();
        FieldDescriptor to = wanted.descriptor();
        if (from.getJavaType() != to.getJavaType() || found.isList() && !wanted.isList()) {
            return false;
        }
        if (from.getJavaType() == JavaType.MESSAGE) {
            return from.getMessageType().getFullName().equals(to.getMessageType().getFullName());
        }
        if (from.getJavaType() == JavaType.ENUM) {
            return from.getEnumType().getFullName().equals(to.getEnumType().getFullName());
        }
        boolean bothKnown = !found.object().isEmpty() && !wanted.object().isEmpty();
        return !bothKnown
                || found.object().equals(wanted.object())
                || wanted.object().equals(DISPATCHER_OBJECT)
                        && DISPATCHER_OBJECTS.contains(found.object())
                || wanted.object().equals(OBJECT) && OBJECTS.contains(found.object())
                || wanted.object().equals(IO_OBJECT) && IO_OBJECTS.contains(found.object());
    }

    private static String kind(FieldSpec field) {
        String one =
                switch (field.notation()) {
                    case NUMBER -> "a number";
                    case SWITCH -> "true or false";
                    case TEXT -> "text";
                    case BYTES -> "bytes";
                    case BUFFER -> "a buffer";
                    case CONSTANT -> "a constant of " + field.descriptor().getEnumType().getName();
                    case STATUS -> "a status";
                    case ADDRESS -> "an address";
                    case VERSION -> "a version";
                    case OBJECT -> "the identity of a kernel object, " + field.object();
                    case GROUP -> "a " + field.descriptor().getMessageType().getName();
                };
        return field.isList() ? "a list, of which each is " + one : one;
    }
}
