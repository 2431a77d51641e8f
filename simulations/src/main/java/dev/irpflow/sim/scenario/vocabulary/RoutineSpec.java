package dev.irpflow.sim.scenario.vocabulary;

import com.google.protobuf.Message;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.contract.Routine;
import dev.irpflow.sim.scenario.value.Status;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario needs to know of a routine's contract.
 *
 * @param name the callable name, as the documentation spells it
 * @param caller who may call it
 * @param ending how the operation that it begins ends
 * @param answer what it returns
 * @param inputs the fields that a caller gives
 * @param outputs the out-parameters that it may write
 * @param failures the documented failures of its return and completion
 * @param openness whether other statuses than the documented ones may come
 * @param prototype the default instance of its message, from which requests are built
 */
public record RoutineSpec(
        String name,
        Caller caller,
        Ending ending,
        Answer answer,
        List<FieldSpec> inputs,
        List<FieldSpec> outputs,
        List<Status> failures,
        Openness openness,
        Message prototype) {

    // What is returned and no status is a field of this name.
    private static final String RETURNED = "returned";

    /** Who may call a routine. */
    public enum Caller {
        /** A step: it is a function that a component serves. */
        STEP,
        /** Only a subsystem: it is a callback that a driver serves. */
        SUBSYSTEM,
        /** Nobody in this version: the routine is declared only. */
        NOBODY
    }

    /** How an operation ends. */
    public enum Ending {
        AT_RETURN,
        BY_IRP,
        BY_CALLBACK,
        /** By a completion, but only if STATUS_PENDING was returned. */
        IF_PENDING
    }

    /** What sort of value comes back. */
    public enum Answer {
        STATUS,
        NOTHING,
        /** A number, a pointer, a truth value; none of them is a failure. */
        VALUE,
        /** The same, but NULL, FALSE or another value is a failure. */
        VALUE_OR_FAILURE
    }

    /** Whether the documented statuses are all that may come. */
    public enum Openness {
        CLOSED,
        OPEN
    }

    public RoutineSpec {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        failures = List.copyOf(failures);
    }

    /** Whether the operation may go on after the return. */
    public boolean mayPend() {
        return ending != Ending.AT_RETURN;
    }

    /**
     * The dispatch table in which a callback has its slot; empty if its address is passed singly.
     */
    public String table() {
        return option().getSlot().getTable();
    }

    /** The routine that ends its operation; empty if none but IoCompleteRequest does. */
    public String completedBy() {
        return option().getCompletedBy();
    }

    private Routine option() {
        return prototype.getDescriptorForType().getOptions().getExtension(ContractProto.routine);
    }

    /** The field in which a caller gives an object of this kind, or null. */
    public @Nullable FieldSpec inputOf(String object) {
        for (FieldSpec input : inputs) {
            if (input.object().equals(object)) {
                return input;
            }
        }
        return null;
    }

    /** The out-parameter of this name, or null. */
    public @Nullable FieldSpec output(String field) {
        return FieldSpec.find(outputs, field);
    }

    /**
     * The field of the value that a script of this routine returns by its name, where that is no
     * status: one of a few constants, like WSK_INSPECT_ACTION. Null if there is none.
     */
    public @Nullable FieldSpec action() {
        FieldSpec returned = answer == Answer.VALUE ? FieldSpec.find(outputs, RETURNED) : null;
        boolean isNamed =
                returned != null
                        && returned.notation() == FieldSpec.Notation.NUMBER
                        && !returned.numbering().constants().isEmpty();
        return isNamed ? returned : null;
    }
}
