package dev.irpflow.sim.trace;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Unit;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes the fields of a contract message into the trace, in the order of their numbers. Long bytes
 * are told by length and checksum: a trace says what flowed, it is no copy of the data.
 */
final class Fields {
    // Bytes up to this length are written whole, in hexadecimal.
    private static final int SHORT = 16;

    private final Map<Descriptor, List<FieldDescriptor>> known = new LinkedHashMap<>();

    private final Map<FieldDescriptor, Boolean> addresses = new LinkedHashMap<>();

    void write(JsonGenerator json, Message message) throws IOException {
        List<FieldDescriptor> fields = fieldsOf(message.getDescriptorForType());
        boolean begun = false;
        for (int i = 0; i < fields.size(); i++) {
            FieldDescriptor field = fields.get(i);
            if (isSet(message, field)) {
                if (!begun) {
                    json.writeObjectFieldStart("fields");
                    begun = true;
                }
                json.writeFieldName(field.getName());
                value(json, field, message.getField(field));
            }
        }
        if (begun) {
            json.writeEndObject();
        }
    }

    private List<FieldDescriptor> fieldsOf(Descriptor type) {
        return known.computeIfAbsent(type, Descriptor::getFields);
    }

    private static boolean isSet(Message message, FieldDescriptor field) {
        return field.isRepeated()
                ? message.getRepeatedFieldCount(field) > 0
                : message.hasField(field);
    }

    private void value(JsonGenerator json, FieldDescriptor field, Object value) throws IOException {
        if (field.isRepeated()) {
            json.writeStartArray();
            for (Object item : (List<?>) value) {
                one(json, item);
            }
            json.writeEndArray();
        } else if (isAddress(field)) {
            json.writeString(address(value));
        } else {
            one(json, value);
        }
    }

    private boolean isAddress(FieldDescriptor field) {
        return switch (field.getType()) {
            case FIXED32, BYTES -> addresses.computeIfAbsent(field, Fields::holdsAddress);
            default -> false;
        };
    }

    private static String address(Object value) {
        IpAddress address =
                value instanceof ByteString octets
                        ? IpAddress.ofOctets(octets)
                        : IpAddress.ofIpv4((Integer) value);
        return address == null ? told((ByteString) value) : address.text();
    }

    private static boolean holdsAddress(FieldDescriptor field) {
        Unit unit = field.getOptions().getExtension(ContractProto.param).getUnit();
        return unit == Unit.IPV4_ADDRESS || unit == Unit.IPV6_ADDRESS;
    }

    private void one(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            case String text -> json.writeString(text);
            case EnumValueDescriptor constant -> json.writeString(constant.getName());
            case ByteString bytes -> json.writeString(told(bytes));
            case Message message -> nested(json, message);
            default -> json.writeString(value.toString());
        }
    }

    private void nested(JsonGenerator json, Message message) throws IOException {
        json.writeStartObject();
        for (FieldDescriptor field : fieldsOf(message.getDescriptorForType())) {
            if (isSet(message, field)) {
                json.writeFieldName(field.getName());
                value(json, field, message.getField(field));
            }
        }
        json.writeEndObject();
    }

    private static String told(ByteString bytes) {
        if (bytes.size() <= SHORT) {
            StringBuilder hex = new StringBuilder("hex");
            for (int i = 0; i < bytes.size(); i++) {
                hex.append(' ').append(Character.forDigit((bytes.byteAt(i) >> 4) & 15, 16));
                hex.append(Character.forDigit(bytes.byteAt(i) & 15, 16));
            }
            return hex.toString();
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.asReadOnlyByteBuffer());
        return "%d bytes crc32c %08x".formatted(bytes.size(), crc.getValue());
    }
}
