package dev.irpflow.sim.program;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * Writes a message of the contract in protobuf's own JSON form, with the names of its fields as the
 * contract has them: 64 bits are texts, bytes are base64, what has no presence is always there.
 */
final class MessageWriter {
    private final JsonGenerator json;

    MessageWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(Message message) throws IOException {
        json.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (!field.hasPresence() || message.hasField(field)) {
                json.writeFieldName(field.getName());
                value(field, message.getField(field));
            }
        }
        json.writeEndObject();
    }

    private void value(FieldDescriptor field, Object value) throws IOException {
        if (field.isRepeated()) {
            json.writeStartArray();
            for (Object item : (List<?>) value) {
                one(field, item);
            }
            json.writeEndArray();
        } else {
            one(field, value);
        }
    }

    private void one(FieldDescriptor field, Object value) throws IOException {
        switch (value) {
            case Long number ->
                    json.writeString(
                            isUnsigned(field)
                                    ? Long.toUnsignedString(number)
                                    : String.valueOf(number));
            case Integer number ->
                    json.writeNumber(
                            isUnsigned(field) ? Integer.toUnsignedLong(number) : (long) number);
            case Boolean truth -> json.writeBoolean(truth);
            case String text -> json.writeString(text);
            case ByteString bytes ->
                    json.writeString(Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case EnumValueDescriptor constant -> {
                if (constant.getIndex() < 0) {
                    json.writeNumber(constant.getNumber()); // one without a name
                } else {
                    json.writeString(constant.getName());
                }
            }
            case Message nested -> write(nested);
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> throw new IllegalStateException("no JSON form of " + value.getClass());
        }
    }

    static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }
}
