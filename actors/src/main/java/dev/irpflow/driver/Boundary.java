package dev.irpflow.driver;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelRule;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a driver may hand over at all: a message that is a routine somebody serves, and in it only
 * values that have a name. Whether they make sense is judged by the routine.
 */
final class Boundary {
    private static final ClassValue<List<FieldDescriptor>> WITH_CONSTANTS =
            new ClassValue<>() {
                @Override
                protected List<FieldDescriptor> computeValue(Class<?> type) {
                    Message empty = Internal.getDefaultInstance(type.asSubclass(Message.class));
                    return empty.getDescriptorForType().getFields().stream()
                            .filter(field -> hasConstants(field, new ArrayList<>()))
                            .toList();
                }
            };

    /** What a routine of a driver has answered, as far as it can be passed on. */
    record Answer(NtStatus status, @Nullable GeneratedMessage out) {}

    private final Place place;
    private final Machine machine;

    Boundary(Place place) {
        this.place = place;
        this.machine = place.machine();
    }

    /**
     * What a call is answered that goes no further; null for one that goes its way.
     *
     * @throws IllegalArgumentException if the message is no routine that a driver can call
     */
    @Nullable Reply refusal(Call within, RoutineContract contract, GeneratedMessage request) {
        boolean isCallback = contract.kind() == Kind.CALLBACK || contract.kind() == Kind.LOW_IO;
        if (isCallback || !machine.serverOf(contract).isBound()) {
            throw new IllegalArgumentException(contract.name() + " is called by nobody's driver");
        }
        String wrong = unnamed(request);
        if (wrong.isEmpty()) {
            return null;
        }
        machine.violated(
                KernelRule.VALUE_OUT_OF_RANGE,
                place,
                "%s calls %s with %s".formatted(place, contract.name(), wrong),
                within);
        Message.Builder out = contract.newOut();
        return new Reply(NtStatus.STATUS_INVALID_PARAMETER, out == null ? null : out.build());
    }

    /** What a routine of the driver has answered; a status that is none is STATUS_UNSUCCESSFUL. */
    Answer answer(Call call, @Nullable NtStatus status, Message.@Nullable Builder builder) {
        String routine = call.contract().name();
        NtStatus given = Objects.requireNonNull(status, () -> routine + " returned null");
        GeneratedMessage out = builder == null ? null : (GeneratedMessage) builder.build();
        String wrong = out == null ? "" : unnamed(out);
        boolean isNoStatus = given == NtStatus.UNRECOGNIZED;
        if (wrong.isEmpty() && !isNoStatus) {
            return new Answer(given, out);
        }
        machine.violated(
                KernelRule.VALUE_OUT_OF_RANGE,
                place,
                "%s answers %s with %s"
                        .formatted(place, routine, isNoStatus ? "a status without a name" : wrong),
                call);
        return new Answer(isNoStatus ? NtStatus.STATUS_UNSUCCESSFUL : given, null);
    }

    // The first value without a name, in words; "" for none.
    private static String unnamed(Message message) {
        List<FieldDescriptor> fields = WITH_CONSTANTS.get(message.getClass());
        String wrong = "";
        for (int i = 0; i < fields.size() && wrong.isEmpty(); i++) {
            FieldDescriptor field = fields.get(i);
            if (!field.isRepeated()) {
                wrong = unnamed(field, message.getField(field));
                continue;
            }
            for (int k = 0; k < message.getRepeatedFieldCount(field) && wrong.isEmpty(); k++) {
                wrong = unnamed(field, message.getRepeatedField(field, k));
            }
        }
        return wrong;
    }

    private static String unnamed(FieldDescriptor field, Object value) {
        if (value instanceof Message nested) {
            return unnamed(nested);
        }
        EnumValueDescriptor constant = (EnumValueDescriptor) value;
        return constant.getIndex() < 0
                ? "%s %d, which has no name".formatted(field.getName(), constant.getNumber())
                : "";
    }

    private static boolean hasConstants(FieldDescriptor field, List<Descriptor> within) {
        return switch (field.getJavaType()) {
            case ENUM -> true;
            case MESSAGE -> {
                Descriptor type = field.getMessageType();
                if (within.contains(type)) {
                    yield false;
                }
                within.add(type);
                yield type.getFields().stream().anyMatch(inner -> hasConstants(inner, within));
            }
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> false;
        };
    }
}
