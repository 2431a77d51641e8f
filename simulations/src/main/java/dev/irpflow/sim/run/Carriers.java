package dev.irpflow.sim.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which object of a call carries its operation: the one that the routine which ends it names too
 * (the callback context of MRxCreateSrvCall, not its SRV_CALL).
 */
final class Carriers {
    private record Carrier(@Nullable FieldDescriptor field) {}

    private final Map<RoutineContract, Carrier> known = new LinkedHashMap<>();

    /** The number of the object that carries the operation of a call. */
    long of(Call call) {
        Carrier carrier = known.computeIfAbsent(call.contract(), Carriers::find);
        return carrier.field() == null
                ? call.contract().objectId(call.request())
                : (Long) call.request().getField(carrier.field());
    }

    private static Carrier find(RoutineContract contract) {
        String ending = contract.option().getCompletedBy();
        RoutineContract ends = ending.isEmpty() ? null : ContractTable.get().find(ending);
        if (ends != null) {
            for (ParamContract named : ends.params()) {
                FieldDescriptor same = named(contract.params(), named.param().getObject());
                if (same != null) {
                    return new Carrier(same);
                }
            }
        }
        return new Carrier(null);
    }

    private static @Nullable FieldDescriptor named(List<ParamContract> params, String object) {
        for (ParamContract param : params) {
            if (!object.isEmpty() && param.param().getObject().equals(object)) {
                return param.field();
            }
        }
        return null;
    }
}
