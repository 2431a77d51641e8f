package dev.irpflow.sim.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.MemoryWrite;
import dev.irpflow.protocol.wsk.WskReceive;
import dev.irpflow.protocol.wsk.WskSocket;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of the contract as programs read and write them. */
final class MessageFormTest {
    private static final int DEEPEST = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MessageReader reader =
            new MessageReader(
                    new MessageReader.Code() {
                        @Override
                        public long routine(String name, String pointsTo) {
                            return name.length();
                        }

                        @Override
                        public long table(JsonNode slots, String pointsTo) {
                            return slots.size();
                        }
                    });

    static List<RoutineContract> routines() {
        return ContractTable.get().routines().stream()
                .filter(routine -> !routine.hasTarget()) // a program is called there, and calls not
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routines")
    void whatIsWrittenIsReadAsItWas(RoutineContract routine) throws Exception {
        Message.Builder full = routine.newRequest();
        fill(full, 0);
        Message request = full.build();

        Message.Builder read = routine.newRequest();
        reader.read(JSON.readTree(written(request)), read, routine.name());

        assertThat(read.build()).isEqualTo(request);
    }

    private static void fill(Message.Builder message, int depth) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean isDeep = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            boolean taken =
                    field.getRealContainingOneof() != null
                            && message.hasOneof(field.getRealContainingOneof());
            if (taken || (isDeep && depth == DEEPEST)) {
                continue;
            }
            Object value = sample(message, field, depth);
            if (field.isRepeated()) {
                message.addRepeatedField(field, value);
            } else {
                message.setField(field, value);
            }
        }
    }

    // Numbers with the highest bit set: what has no sign, and does not fit into less.
    private static Object sample(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> -2;
            case LONG -> -3L;
            case BOOLEAN -> true;
            case STRING -> "\\Device\\\"x\"\n\u00e4";
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {0, -1, 127});
            case ENUM -> field.getEnumType().getValues().getLast();
            case FLOAT -> 1.5f;
            case DOUBLE -> 2.5;
            case MESSAGE -> {
                Message.Builder nested = message.newBuilderForField(field);
                fill(nested, depth + 1);
                yield nested.build();
            }
        };
    }

    private static String written(Message message) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new MessageWriter(json).write(message);
        }
        return text.toString();
    }

    private Message read(Message.Builder into, String json) throws Exception {
        reader.read(JSON.readTree(json.replace('\'', '"')), into, "it");
        return into.build();
    }

    @Test
    void constantsFlagsAndCodeMayBeNamed() throws Exception {
        assertThat(
                        read(
                                WskReceive.newBuilder(),
                                "{'flags': ['WSK_FLAG_WAITALL', 'WSK_FLAG_DRAIN'], 'irp': 7}"))
                .isEqualTo(WskReceive.newBuilder().setFlags(6).setIrp(7).build());
        assertThat(
                        read(
                                WskSocket.newBuilder(),
                                "{'socket_type': 'SOCK_STREAM', 'dispatch': {'WskReceiveEvent': 'in'}}"))
                .isEqualTo(WskSocket.newBuilder().setSocketType(1).setDispatch(1).build());
    }

    @Test
    void whatIsNullIsNotThere() throws Exception {
        assertThat(read(MemoryWrite.newBuilder(), "{'to': null, 'data': 'AP8='}"))
                .isEqualTo(
                        MemoryWrite.newBuilder()
                                .setData(ByteString.copyFrom(new byte[] {0, -1}))
                                .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'length': -1} | it.length is a whole number of 64 bits without a sign",
                "{'length': 1.5} | it.length is a whole number",
                "{'length': '0x10'} | it.length is a whole number",
                "{'length': '18446744073709551616'} | it.length is a whole number",
                "{'length': [1]} | it.length is a whole number",
                "{'length': true} | it.length is a whole number",
                "{'size': 1} | it.size: no such field. Allowed: region, offset, length, mdl",
                "[] | it is an object with fields; found []"
            })
    void whatDoesNotFitIsToldWithWhatDoes(String json, String told) {
        assertThatThrownBy(() -> read(BufferRef.newBuilder(), json))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(told);
    }
}
