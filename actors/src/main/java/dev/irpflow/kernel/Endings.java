package dev.irpflow.kernel;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The calls that end operations, as the contract's {@code completed_by} says. */
public final class Endings {
    private Endings() {}

    /**
     * The call that ends the operation of a call with a status: it names the same objects. Null if
     * no call does.
     */
    public static @Nullable GeneratedMessage of(Call call, NtStatus status) {
        RoutineContract ending = ContractTable.get().find(call.contract().completedBy());
        if (ending == null) {
            return null;
        }
        var request = ending.newRequest();
        for (ParamContract param : ending.params()) {
            FieldDescriptor field = param.field();
            if (field.getJavaType() == FieldDescriptor.JavaType.ENUM
                    && field.getEnumType() == NtStatus.getDescriptor()) {
                request.setField(field, status.getValueDescriptor());
            } else if (!param.param().getObject().isEmpty()) {
                call.contract().params().stream()
                        .filter(it -> it.param().getObject().equals(param.param().getObject()))
                        .findFirst()
                        .ifPresent(
                                it -> request.setField(field, call.request().getField(it.field())));
            }
        }
        return (GeneratedMessage) request.build();
    }
}
