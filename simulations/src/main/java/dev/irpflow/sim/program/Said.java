package dev.irpflow.sim.program;

import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.status.NtStatus;

/** Something that a program wants done. */
sealed interface Said {
    /**
     * A call.
     *
     * @param at where in the program; "" if it does not say
     */
    record Call(RoutineContract routine, Message request, String at) implements Said {}

    /** A note for the trace. */
    record Note(String text) implements Said {}

    /**
     * The end of the routine; what it has written lies in its out-parameters already.
     *
     * @param status STATUS_SUCCESS for a routine that returns no NTSTATUS
     */
    record Return(NtStatus status, String at) implements Said {}
}
