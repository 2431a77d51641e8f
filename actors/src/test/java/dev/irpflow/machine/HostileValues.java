package dev.irpflow.machine;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Param;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fills messages as a hostile driver would: of the documented shape, with values that are right,
 * stale, of another kind, negative or huge. Everything follows from the seed.
 */
final class HostileValues {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        4,
        16,
        100,
        4096,
        -1,
        -2,
        -10_000,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        (1L << 32) - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1
    };
    private static final String[] TEXTS = {
        "",
        "\\",
        "\\\\",
        "Z:",
        "Z:\\x",
        "\\Device\\Hostile",
        "\\Device\\Hostile\\f",
        "\\??\\Z:",
        "\\\\files\\public",
        "\\\\files\\public\\a.bin",
        "\\;Z:\\files\\public",
        "tag1",
        "..",
        "*",
        "\\Device\\Mup",
        "\\Device\\Mup\\files\\public\\x",
        "\uD800",
        "\u0000",
        "x".repeat(40_000)
    };
    private static final int DEEPEST = 4;

    private final long seed;
    private final Map<String, List<Long>> objects = new LinkedHashMap<>();
    private final List<BufferRef> buffers = new ArrayList<>();
    private final Map<String, Long> code;
    private long draws;

    /** Values of a seed; {@code code} holds the addresses of driver code by what they point to. */
    HostileValues(long seed, Map<String, Long> code) {
        this.seed = seed;
        this.code = code;
    }

    /** A number below {@code bound}. */
    int below(int bound) {
        return Site.below(Site.draw(seed, ++draws * 0x9E3779B97F4A7C15L), bound);
    }

    /** True in so many of a hundred cases. */
    boolean percent(int share) {
        return below(100) < share;
    }

    /** Notes what a routine gave, to be used again. */
    void learn(Message out) {
        if (out instanceof BufferRef buffer) {
            buffers.add(buffer);
            return;
        }
        for (FieldDescriptor field : out.getDescriptorForType().getFields()) {
            String kind = param(field).getObject();
            if (!field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (out.hasField(field)) {
                    learn((Message) out.getField(field));
                }
            } else if (!kind.isEmpty() && !field.isRepeated()) {
                long id = (Long) out.getField(field);
                if (id != 0) {
                    objects.computeIfAbsent(kind, k -> new ArrayList<>()).add(id);
                }
            }
        }
    }

    /** Remembers an object that a routine was given as a parameter, such as an IrpId. */
    void learn(Record identity) {
        String name = identity.getClass().getSimpleName().replaceFirst("Id$", "");
        String kind = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        try {
            Object id = identity.getClass().getRecordComponents()[0].getAccessor().invoke(identity);
            objects.computeIfAbsent(kind, k -> new ArrayList<>()).add((Long) id);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fills a message. */
    <B extends Message.Builder> B fill(B message) {
        fill(message, 0);
        return message;
    }

    /** What a routine that returns an NTSTATUS may come up with. */
    NtStatus status() {
        return switch (below(8)) {
            case 0, 1, 2 -> NtStatus.STATUS_SUCCESS;
            case 3 -> NtStatus.STATUS_PENDING;
            case 4 -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
            default -> one(NtStatus.values());
        };
    }

    /** One of these constants of a message, but for the last one: UNRECOGNIZED. */
    <T> T one(T[] constants) {
        return constants[below(constants.length - 1)];
    }

    private void fill(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean leftOut = percent(field.hasPresence() ? 40 : 5);
            if (leftOut || depth > DEEPEST) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = percent(5) ? 200 : below(4); i > 0; i--) {
                    message.addRepeatedField(field, value(message, field, depth));
                }
            } else {
                message.setField(field, value(message, field, depth));
            }
        }
    }

    private Object value(Message.Builder in, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> (int) number();
            case LONG -> id(field);
            case BOOLEAN -> percent(50);
            case STRING -> TEXTS[below(TEXTS.length)];
            case BYTE_STRING -> bytes();
            case ENUM -> constant(field);
            case FLOAT -> 1.5f;
            case DOUBLE -> 1.5;
            case MESSAGE -> nested(in, field, depth);
        };
    }

    private Object nested(Message.Builder in, FieldDescriptor field, int depth) {
        if (field.getMessageType().equals(BufferRef.getDescriptor()) && percent(85)) {
            return buffer();
        }
        if (field.getMessageType().equals(Any.getDescriptor())) {
            return Any.newBuilder().setTypeUrl("type.example/No").setValue(bytes()).build();
        }
        Message.Builder nested = in.newBuilderForField(field);
        fill(nested, depth + 1);
        return nested.build();
    }

    private BufferRef buffer() {
        if (buffers.isEmpty()) {
            return BufferRef.getDefaultInstance();
        }
        BufferRef one = buffers.get(below(buffers.size()));
        if (percent(60)) {
            return one;
        }
        BufferRef.Builder bent = one.toBuilder();
        if (percent(60)) {
            bent.setOffset(number());
        }
        if (percent(60)) {
            bent.setLength(number());
        }
        return bent.build();
    }

    private EnumValueDescriptor constant(FieldDescriptor field) {
        List<EnumValueDescriptor> all = field.getEnumType().getValues();
        return percent(3)
                ? field.getEnumType().findValueByNumberCreatingIfUnknown(987_654)
                : all.get(percent(50) ? 0 : below(all.size()));
    }

    private long id(FieldDescriptor field) {
        String kind = param(field).getObject();
        String pointsTo = param(field).getPointsTo();
        if (!pointsTo.isEmpty()) {
            List<Long> addresses = List.copyOf(code.values());
            return percent(99) && code.containsKey(pointsTo)
                    ? code.get(pointsTo)
                    : percent(50) ? addresses.get(below(addresses.size())) : number();
        }
        if (kind.equals("DISPATCHER_OBJECT")) {
            kind = List.of("EVENT", "SEMAPHORE", "TIMER", "THREAD").get(below(4));
        }
        if (kind.equals("OBJECT")) {
            kind = List.of("DEVICE_OBJECT", "FILE_OBJECT", "THREAD").get(below(3));
        }
        List<Long> known = objects.getOrDefault(kind, List.of());
        if (!known.isEmpty() && percent(85)) {
            return known.get(Math.max(below(known.size()), below(known.size())));
        }
        return percent(50) ? below(60) : number();
    }

    private long number() {
        return percent(50) ? below(200) : NUMBERS[below(NUMBERS.length)];
    }

    private ByteString bytes() {
        byte[] bytes = new byte[percent(5) ? 100_000 : below(40)];
        for (int i = 0; i < Math.min(40, bytes.length); i++) {
            bytes[i] = (byte) below(256);
        }
        return ByteString.copyFrom(bytes);
    }

    private static Param param(FieldDescriptor field) {
        return field.getOptions().getExtension(ContractProto.param);
    }
}
