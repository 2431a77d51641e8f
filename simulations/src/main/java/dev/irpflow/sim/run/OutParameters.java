package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The out-parameters that a call has written. Of most calls nobody asks for any. */
final class OutParameters implements Outcome.Given {
    private final @Nullable Message out;
    private @Nullable Map<String, Object> fields; // once somebody has asked

    /** Those of a message, null if the routine has none. */
    OutParameters(@Nullable Message out) {
        this.out = out;
    }

    @Override
    public @Nullable Object get(String field) {
        if (out == null) {
            return null;
        }
        if (fields == null) {
            fields = written(out);
        }
        return fields.get(field);
    }

    private static Map<String, Object> written(Message out) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (FieldDescriptor field : out.getDescriptorForType().getFields()) {
            if (!field.hasPresence() || out.hasField(field)) {
                fields.put(field.getName(), out.getField(field));
            }
        }
        return fields;
    }
}
