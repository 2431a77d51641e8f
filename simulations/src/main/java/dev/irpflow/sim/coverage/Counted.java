package dev.irpflow.sim.coverage;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** What a recorder keeps of a routine: found once, so that a message costs one look-up. */
final class Counted {
    final RoutineContract contract;

    /** Its counter of calls. */
    final int calls;

    /** The counter of returns at which it succeeded; none before the first. */
    int succeeded = Tallies.NONE;

    /** Whether code of a driver serves it. */
    final boolean isCallback;

    /** Whether what it begins may end later than its return. */
    final boolean mayPend;

    /** Whether its operation is what an IRP in its parameters carries. */
    final boolean isByIrp;

    /** Whether it makes an IRP itself, and sends that: a system service. */
    final boolean makesIrp;

    /** What carries its operation otherwise; null for the object that the call is about. */
    final @Nullable FieldDescriptor carrier;

    /** Whether a path to the end of an operation may depend on it. */
    final boolean isOnPaths;

    /** Where its code was called back last, with the counter of that. */
    @Nullable String driver;

    long where;
    int callback = Tallies.NONE;

    /** Whether it ends operations of others. */
    final boolean ends;

    /** The status with which it ends them; null if it gives none. */
    final @Nullable FieldDescriptor endStatus;

    /** Whether it returns an NTSTATUS. */
    final boolean returnsStatus;

    /** The value returned, where that is a code of another family; else null. */
    final @Nullable FieldDescriptor code;

    /** Whether some of the values that it returns mean failure. */
    final boolean hasFailures;

    Counted(RoutineContract contract, int calls) {
        this.contract = contract;
        this.calls = calls;
        this.isCallback = contract.kind() == Kind.CALLBACK || contract.kind() == Kind.LOW_IO;
        this.mayPend =
                switch (contract.completes()) {
                    case IRP_ALWAYS, IF_PENDING, CALLBACK_ALWAYS -> true;
                    case AT_RETURN, QUEUE, COMPLETES_UNSPECIFIED, UNRECOGNIZED -> false;
                };
        this.isByIrp = contract.completes() == Completes.IRP_ALWAYS;
        this.makesIrp =
                contract.completes() == Completes.IF_PENDING && contract.completedBy().isEmpty();
        this.carrier = mayPend && !isByIrp && !makesIrp ? carrier(contract) : null;
        this.ends = contract.endsOperations();
        this.isOnPaths = mayPend || ends || contract.type() == IoCancelIrp.class;
        this.endStatus = ends ? ofType(contract, NtStatus.getDescriptor()) : null;
        this.returnsStatus = contract.returns() == Returns.NTSTATUS;
        var out = contract.outDescriptor();
        this.code =
                out != null
                                && switch (contract.returns()) {
                                    case WIN32, WN, WSA -> true;
                                    case NTSTATUS,
                                            VOID,
                                            BOOLEAN,
                                            LONG,
                                            COUNT,
                                            POINTER,
                                            VALUE,
                                            RETURNS_UNSPECIFIED,
                                            UNRECOGNIZED ->
                                            false;
                                }
                        ? out.findFieldByName("returned")
                        : null;
        this.hasFailures = contract.option().getFailsWithCount() > 0;
    }

    // The object that the call which ends the operation names too.
    private static @Nullable FieldDescriptor carrier(RoutineContract contract) {
        RoutineContract ending = ContractTable.get().find(contract.completedBy());
        if (ending != null) {
            for (ParamContract named : ending.params()) {
                String object = named.param().getObject();
                for (ParamContract own : contract.params()) {
                    if (!object.isEmpty() && own.param().getObject().equals(object)) {
                        return own.field();
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable FieldDescriptor ofType(RoutineContract contract, EnumDescriptor type) {
        for (ParamContract param : contract.params()) {
            FieldDescriptor field = param.field();
            if (field.getJavaType() == FieldDescriptor.JavaType.ENUM
                    && field.getEnumType() == type) {
                return field;
            }
        }
        return null;
    }
}
