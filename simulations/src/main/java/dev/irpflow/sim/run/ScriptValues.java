package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.kernel.Call;
import dev.irpflow.sim.scenario.UnresolvedException;
import dev.irpflow.sim.scenario.value.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a script may name: the objects in hand, calls, and what other lines gave. What a
 * line of this very call gave comes first, as a local variable does: two calls of one routine may
 * run at the same time.
 */
final class ScriptValues extends Values {
    private final ScriptedDriver driver;
    private final Call inHand;

    ScriptValues(ScriptedDriver driver, Call inHand) {
        this.driver = driver;
        this.inHand = inHand;
    }

    /** The call that the script serves. */
    Call inHand() {
        return inHand;
    }

    @Override
    void put(String name, Outcome outcome) {
        super.put(name, outcome);
        driver.names().values().put(name, outcome);
    }

    @Override
    @Nullable Outcome outcome(String name) {
        Outcome own = super.outcome(name);
        return own == null ? driver.names().values().outcome(name) : own;
    }

    @Override
    Object resolve(Reference reference) {
        if (reference.path().isEmpty()) {
            return switch (reference.operation()) {
                case "irp" -> inHand.contract().objectId(inHand.request());
                case "device" -> driver.deviceId();
                case "lower" -> driver.lowerId();
                default -> driver.context().driverObject().value();
            };
        }
        if (reference.operation().equals("call")) {
            return field(inHand, reference);
        }
        if (super.outcome(reference.operation()) != null) {
            return super.resolve(reference);
        }
        if (driver.names().values().outcome(reference.operation()) != null) {
            return driver.names().values().resolve(reference);
        }
        Call newest = driver.newest(reference.operation());
        return newest == null
                ? driver.names().values().resolve(reference)
                : field(newest, reference);
    }

    private static Object field(Call call, Reference reference) {
        Object value = call.request();
        for (String name : reference.path()) {
            value = value instanceof Message message ? member(message, name) : null;
        }
        if (value == null) {
            throw new UnresolvedException(reference.written() + " was not given");
        }
        return value;
    }

    private static @Nullable Object member(Message message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        boolean there = field != null && (!field.hasPresence() || message.hasField(field));
        return there ? message.getField(field) : null;
    }

    /** The objects that may be named without a field. */
    static List<String> objects() {
        return List.of("irp", "device", "lower", "driver");
    }
}
