package dev.irpflow.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Lending;
import dev.irpflow.protocol.contract.Param;
import dev.irpflow.protocol.contract.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A buffer that a call lends, or the buffers of a structure that it hands over. */
public final class Lent {
    private static final String BUFFER = "irpflow.kernel.v1.BufferRef";

    private final FieldDescriptor field;
    private final @Nullable FieldDescriptor buffers;
    private final Lending lending;
    private final @Nullable FieldDescriptor until;

    private Lent(
            FieldDescriptor field,
            @Nullable FieldDescriptor buffers,
            Lending lending,
            @Nullable FieldDescriptor until) {
        this.field = field;
        this.buffers = buffers;
        this.lending = lending;
        this.until = until;
    }

    /**
     * What a routine lends: nothing if it is an access to memory, which Windows has no call for.
     */
    static List<Lent> of(Routine routine, Descriptor request, @Nullable Descriptor out) {
        List<Lent> lends = new ArrayList<>();
        if (routine.getKind() == Kind.FIELD) {
            return lends;
        }
        for (FieldDescriptor field : request.getFields()) {
            Param param = field.getOptions().getExtension(ContractProto.param);
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && param.getLending() != Lending.NOT_LENT) {
                FieldDescriptor until =
                        param.getLentUntil().isEmpty()
                                ? null
                                : Objects.requireNonNull(out).findFieldByName(param.getLentUntil());
                if (isBuffer(field)) {
                    lends.add(new Lent(field, null, param.getLending(), until));
                } else if (!field.isRepeated()) {
                    field.getMessageType().getFields().stream()
                            .filter(Lent::isBuffer)
                            .forEach(it ->
                                    lends.add(new Lent(field, it, param.getLending(), until)));
                }
            }
        }
        return List.copyOf(lends);
    }

    private static boolean isBuffer(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().getFullName().equals(BUFFER);
    }

    /** For what it is lent. */
    public Lending lending() {
        return lending;
    }

    /** Whether the loan begins with the return, and ends with the completion of an IRP. */
    public boolean isUntilIrpEnds() {
        return until != null;
    }

    /** The IRP whose completion ends the loan; 0 if none was made. */
    public long irp(@Nullable Message out) {
        return until == null || out == null ? 0 : (Long) out.getField(until);
    }

    /** Gives every buffer of this call that is there to {@code to}. */
    public void each(Message request, Consumer<Message> to) {
        if (field.isRepeated()) {
            eachOf(request, field, to);
        } else if (request.hasField(field)) {
            Message value = (Message) request.getField(field);
            if (buffers == null) {
                to.accept(value);
            } else if (buffers.isRepeated()) {
                eachOf(value, buffers, to);
            } else if (value.hasField(buffers)) {
                to.accept((Message) value.getField(buffers));
            }
        }
    }

    private static void eachOf(Message holder, FieldDescriptor field, Consumer<Message> to) {
        for (int i = 0; i < holder.getRepeatedFieldCount(field); i++) {
            to.accept((Message) holder.getRepeatedField(field, i));
        }
    }

    /** The field, as {@code irpflow explain} shows it. */
    public String name() {
        return field.getName();
    }
}
