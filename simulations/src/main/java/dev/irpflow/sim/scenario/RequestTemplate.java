package dev.irpflow.sim.scenario;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Group;
import dev.irpflow.sim.scenario.value.Items;
import dev.irpflow.sim.scenario.value.Reference;
import dev.irpflow.sim.scenario.value.Value;
import dev.irpflow.sim.scenario.value.Word;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec;
import dev.irpflow.sim.scenario.vocabulary.FieldSpec.Presence;
import dev.irpflow.sim.scenario.vocabulary.RoutineSpec;
import dev.irpflow.sim.scenario.yaml.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request that a step sends: the routine with the values of its fields. It becomes a message
 * when the step runs, because only then references, buffers and addresses have their values.
 *
 * @param routine the routine that is called
 * @param fields what the scenario gives, in its order
 * @param missing the fields that the runner has to fill in, because the scenario does not give them
 */
public record RequestTemplate(RoutineSpec routine, List<Field> fields, List<FieldSpec> missing) {
    /** Of an IRP that need not be given: the step brings one of its own. */
    public static final Word OWN = new Word("own");

    /** One field with its value. */
    public record Field(FieldSpec spec, Value value, Where where) {
        boolean isOwnIrp() {
            return spec.mayBringIrp() && value.equals(OWN);
        }
    }

    public RequestTemplate {
        fields = List.copyOf(fields);
        missing = List.copyOf(missing);
    }

    /** The request of a routine, to which the runner adds what only it can give. */
    public RequestTemplate(RoutineSpec routine, List<Field> fields) {
        this(routine, fields, missing(routine, fields));
    }

    private static List<FieldSpec> missing(RoutineSpec routine, List<Field> fields) {
        var missing = new ArrayList<FieldSpec>();
        for (FieldSpec input : routine.inputs()) {
            Field given = given(input, fields);
            boolean left = given == null && input.presence() == Presence.SUPPLIED;
            if (left || (given != null && given.isOwnIrp())) {
                missing.add(input);
            }
        }
        return missing;
    }

    private static @Nullable Field given(FieldSpec input, List<Field> fields) {
        for (Field field : fields) {
            if (field.spec() == input) {
                return field;
            }
        }
        return null;
    }

    /**
     * The message, without the {@link #missing} fields, which the caller sets on it.
     *
     * @throws UnresolvedException if a reference has no value at this time; it names the line
     */
    public Message.Builder build(Resolver resolver) {
        Message.Builder message = routine.prototype().newBuilderForType();
        set(message, fields, resolver);
        return message;
    }

    /**
     * Sets fields of a message.
     *
     * @throws UnresolvedException if a reference has no value at this time; it names the line
     */
    public static void set(Message.Builder message, List<Field> fields, Resolver resolver) {
        for (Field field : fields) {
            try {
                if (!field.isOwnIrp()) {
                    set(message, field.spec(), field.value(), resolver);
                }
            } catch (UnresolvedException e) {
                throw e.at(field.where());
            }
        }
    }

    private static void set(
            Message.Builder message, FieldSpec spec, Value value, Resolver resolver) {
        FieldDescriptor descriptor = spec.descriptor();
        if (value instanceof Constant constant && constant.isNull() && spec.isOptional()) {
            message.clearField(descriptor); // an optional pointer that is NULL is not there
            return;
        }
        if (spec.isList() && value instanceof Items items) {
            for (Value item : items.values()) {
                message.addRepeatedField(descriptor, one(message, spec, item, resolver));
            }
        } else if (spec.isList() && value instanceof Reference reference) {
            message.setField(descriptor, resolver.reference(reference));
        } else {
            message.setField(descriptor, one(message, spec, value, resolver));
        }
    }

    private static Object one(
            Message.Builder message, FieldSpec spec, Value value, Resolver resolver) {
        if (value instanceof Group group) {
            Message.Builder inner = message.newBuilderForField(spec.descriptor());
            for (Group.Member member : group.members()) {
                FieldSpec field = FieldSpec.find(spec.members(), member.name());
                if (field == null) {
                    throw new IllegalStateException("no field " + member.name() + " in " + spec);
                }
                set(inner, field, member.value(), resolver);
            }
            return inner.build();
        }
        return FieldEncoder.encode(spec, value, resolver);
    }
}
