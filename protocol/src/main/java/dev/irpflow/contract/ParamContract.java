package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Param;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a routine: a field of the request, or of {@code Out}.
 *
 * @param name in the spelling of the documentation, or the field's name in UpperCamel
 * @param optional the documentation lets it be NULL; in {@code Out}: it may be left untouched
 * @param out it is written, not read
 * @param param the option as written, for units, constants and the rest
 */
public record ParamContract(
        FieldDescriptor field, String name, boolean optional, boolean out, Param param) {

    /** The parameters of {@code message} in the documentation's order, without call targets. */
    static List<ParamContract> of(Descriptor message, boolean out) {
        return message.getFields().stream()
                .map(field -> of(field, out))
                .filter(parameter -> !parameter.param.getTarget())
                .toList();
    }

    /** What the call is about: its IRP, since that is what moves, else the first object. */
    static @Nullable FieldDescriptor objectOf(Descriptor request) {
        FieldDescriptor first = null;
        for (FieldDescriptor field : request.getFields()) {
            String kind = option(field).getObject();
            if (kind.equals("IRP")) {
                return field;
            }
            if (first == null && !kind.isEmpty() && !field.isRepeated()) {
                first = field;
            }
        }
        return first;
    }

    /** The field that says which piece of driver code a callback calls. */
    static @Nullable FieldDescriptor targetOf(Descriptor request) {
        for (FieldDescriptor field : request.getFields()) {
            if (option(field).getTarget()) {
                return field;
            }
        }
        return null;
    }

    private static Param option(FieldDescriptor field) {
        return field.getOptions().getExtension(ContractProto.param);
    }

    private static ParamContract of(FieldDescriptor field, boolean out) {
        Param param = option(field);
        String name = param.getName().isEmpty() ? upperCamel(field.getName()) : param.getName();
        return new ParamContract(field, name, field.toProto().getProto3Optional(), out, param);
    }

    private static String upperCamel(String snake) {
        StringBuilder camel = new StringBuilder();
        for (String word : snake.split("_")) {
            camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return camel.toString();
    }
}
