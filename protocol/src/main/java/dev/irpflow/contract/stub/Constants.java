package dev.irpflow.contract.stub;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Constant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The documented constants of the parameters of some routines, as Java constants. */
final class Constants {
    private Constants() {}

    /** Writes them, {@code modifiers} before each: empty in an interface. */
    static void write(JavaFile file, List<RoutineContract> routines, String modifiers) {
        Map<String, String> declarations = new LinkedHashMap<>();
        for (RoutineContract routine : routines) {
            Stream.concat(routine.params().stream(), routine.outParams().stream())
                    .forEach(param -> collect(param, declarations));
        }
        declarations.forEach((name, value) -> file.line(1, modifiers + value + ";"));
        if (!declarations.isEmpty()) {
            file.blank();
        }
    }

    private static void collect(ParamContract param, Map<String, String> declarations) {
        boolean wide = param.field().getJavaType() == FieldDescriptor.JavaType.LONG;
        for (Constant constant : param.param().getConstantsList()) {
            String value = value(constant.getValue(), wide);
            String declaration = (wide ? "long " : "int ") + constant.getName() + " = " + value;
            String other = declarations.put(constant.getName(), declaration);
            if (other != null && !other.equals(declaration)) {
                throw new IllegalStateException(other + " and " + declaration);
            }
        }
    }

    private static String value(long value, boolean wide) {
        if (value >= 0 && value < 10) {
            return Long.toString(value);
        }
        return wide ? String.format("0x%XL", value) : String.format("0x%X", (int) value);
    }
}
