package dev.irpflow.sim.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Param;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message of the contract from protobuf's JSON form. Besides, a number may be a constant
 * that the contract names, or a list of them where they are flags, and the address of code is the
 * name of a routine of the program, or an object with one for each slot of a table.
 */
final class MessageReader {
    /** Gives addresses to code of the driver. */
    interface Code {
        /**
         * The address of a routine.
         *
         * @param pointsTo the callback that it is, as the contract has it
         */
        long routine(String name, String pointsTo) throws Malformed;

        /** The address of a dispatch table, which has a routine for each of its slots. */
        long table(JsonNode slots, String pointsTo) throws Malformed;
    }

    private final Code code;

    MessageReader(Code code) {
        this.code = code;
    }

    /**
     * Reads fields into a message.
     *
     * @param path what they belong to, as the error says it
     */
    void read(JsonNode fields, Message.Builder into, String path) throws Malformed {
        if (!fields.isObject()) {
            throw new Malformed(path + " is an object with fields; found " + shown(fields));
        }
        Descriptor type = into.getDescriptorForType();
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            FieldDescriptor field = find(type, entry.getKey());
            String where = path + "." + entry.getKey();
            if (field == null || option(field).getTarget()) {
                throw new Malformed(where + ": no such field. Allowed: " + names(type));
            }
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                continue; // protobuf's JSON form of a field that is not there
            }
            if (!field.isRepeated()) {
                into.setField(field, one(field, value, into, where));
                continue;
            }
            if (!value.isArray()) {
                throw new Malformed(where + " is a list; found " + shown(value));
            }
            int index = 0;
            for (JsonNode item : value) {
                into.addRepeatedField(field, one(field, item, into, where + "[" + index++ + "]"));
            }
        }
    }

    private static @Nullable FieldDescriptor find(Descriptor type, String name) {
        for (FieldDescriptor field : type.getFields()) {
            if (field.getName().equals(name) || field.getJsonName().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static String names(Descriptor type) {
        String names =
                String.join(
                        ", ",
                        type.getFields().stream()
                                .filter(field -> !option(field).getTarget())
                                .map(FieldDescriptor::getName)
                                .toList());
        return names.isEmpty() ? "none" : names;
    }

    private static Param option(FieldDescriptor field) {
        return field.getOptions().getExtension(ContractProto.param);
    }

    private Object one(FieldDescriptor field, JsonNode value, Message.Builder in, String where)
            throws Malformed {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder nested = in.newBuilderForField(field);
                read(value, nested, where);
                yield nested.build();
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    throw new Malformed(where + " is true or false; found " + shown(value));
                }
                yield value.booleanValue();
            }
            case STRING -> text(value, where);
            case BYTE_STRING -> bytes(value, where);
            case ENUM -> constant(field, value, where);
            case INT -> (int) number(field, value, where);
            case LONG -> number(field, value, where);
            case FLOAT -> (float) real(value, where);
            case DOUBLE -> real(value, where);
        };
    }

    private static String text(JsonNode value, String where) throws Malformed {
        if (!value.isTextual()) {
            throw new Malformed(where + " is a text; found " + shown(value));
        }
        return value.textValue();
    }

    private static ByteString bytes(JsonNode value, String where) throws Malformed {
        try {
            if (value.isTextual()) {
                return ByteString.copyFrom(Base64.getDecoder().decode(value.textValue()));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Malformed(where + " is bytes in base64; found " + shown(value));
    }

    private static double real(JsonNode value, String where) throws Malformed {
        if (!value.isNumber()) {
            throw new Malformed(where + " is a number; found " + shown(value));
        }
        return value.doubleValue();
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, JsonNode value, String where)
            throws Malformed {
        EnumValueDescriptor found =
                value.isTextual()
                        ? field.getEnumType().findValueByName(value.textValue())
                        : value.isInt()
                                ? field.getEnumType().findValueByNumber(value.intValue())
                                : null;
        if (found == null) {
            throw new Malformed(
                    "%s is a constant of %s; found %s"
                            .formatted(where, field.getEnumType().getName(), shown(value)));
        }
        return found;
    }

    private long number(FieldDescriptor field, JsonNode value, String where) throws Malformed {
        Param option = option(field);
        boolean isAddress =
                Numbers.isDigits(value); // as one is written, and as no routine is named
        boolean isCode = (value.isTextual() && !isAddress) || value.isObject();
        if (!option.getPointsTo().isEmpty() && isCode) {
            return value.isObject()
                    ? code.table(value, option.getPointsTo())
                    : code.routine(value.textValue(), option.getPointsTo());
        }
        if (value.isArray() && option.getFlags()) {
            long all = 0;
            for (JsonNode flag : value) {
                all |= single(field, option, flag, where);
            }
            return all;
        }
        return single(field, option, value, where);
    }

    private static long single(FieldDescriptor field, Param option, JsonNode value, String where)
            throws Malformed {
        if (value.isTextual()) {
            for (var constant : option.getConstantsList()) {
                if (constant.getName().equals(value.textValue())) {
                    return constant.getValue();
                }
            }
        }
        Long number = Numbers.of(value, MessageWriter.isUnsigned(field), isLong(field));
        if (number != null) {
            return number;
        }
        String constants =
                String.join(
                        ", ",
                        option.getConstantsList().stream().map(each -> each.getName()).toList());
        throw new Malformed(
                "%s is a whole number of %d bits%s%s%s; found %s"
                        .formatted(
                                where,
                                isLong(field) ? 64 : 32,
                                MessageWriter.isUnsigned(field) ? " without a sign" : "",
                                constants.isEmpty() ? "" : ", or of " + constants,
                                option.getPointsTo().isEmpty()
                                        ? ""
                                        : ", or code that is " + option.getPointsTo(),
                                shown(value)));
    }

    private static boolean isLong(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.LONG;
    }

    /** A value as an error shows it. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
