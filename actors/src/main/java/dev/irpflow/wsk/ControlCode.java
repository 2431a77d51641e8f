package dev.irpflow.wsk;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.protocol.status.NtStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A control code as C gives it to WskControlClient or WskControlSocket, by what the contract of its
 * own call says.
 *
 * @param name how it is called here
 * @param input the least bytes of the structure that it takes, laid out as C does
 * @param output the least bytes of the structure that it gives
 * @param namesShortInput whether its page has a status for an input of fewer bytes
 */
record ControlCode(String name, long input, long output, boolean namesShortInput) {
    // What the functions have parameters of their own for.
    private static final Set<String> NOT_IN_BUFFERS =
            Set.of(
                    "client",
                    "socket",
                    "request_type",
                    "output_size",
                    "output_size_returned",
                    "irp");
    private static final String POINTER = "npi_id"; // to an NPIID
    private static final int POINTER_BYTES = 8;
    private static final int ULONG_BYTES = 4;

    private static final class All {
        private static final Map<String, ControlCode> BY_KEY = new LinkedHashMap<>();

        static {
            for (RoutineContract routine : ContractTable.get().routines()) {
                if (!routine.option().getCarriedBy().isEmpty()) {
                    String carrier = routine.option().getCarriedBy();
                    BY_KEY.put(key(carrier, routine.option().getControlCode()), of(routine));
                }
            }
        }
    }

    /** The code of this number that a function carries; null if nobody knows it. */
    static @Nullable ControlCode find(RoutineContract function, int number) {
        return All.BY_KEY.get(key(function.name(), number));
    }

    private static String key(String function, int number) {
        return function + " " + Integer.toHexString(number);
    }

    private static ControlCode of(RoutineContract routine) {
        boolean hasItsOwn =
                routine.atCompletion().contains(NtStatus.STATUS_INVALID_BUFFER_SIZE.getNumber());
        return new ControlCode(
                routine.name(), bytes(routine.params()), bytes(routine.outParams()), hasItsOwn);
    }

    // Each member is aligned to its size, and the whole to its largest one. What is no number (an
    // address, a list) has a size that only a call knows.
    private static long bytes(List<ParamContract> members) {
        long end = 0;
        long largest = 1;
        for (ParamContract member : members) {
            FieldDescriptor field = member.field();
            if (!NOT_IN_BUFFERS.contains(field.getName())) {
                long size = size(field);
                end = aligned(end, Math.max(size, 1)) + size;
                largest = Math.max(largest, size);
            }
        }
        return aligned(end, largest);
    }

    private static long size(FieldDescriptor field) {
        if (field.isRepeated()) {
            return 0;
        }
        return switch (field.getJavaType()) {
            case INT -> field.getName().equals(POINTER) ? POINTER_BYTES : ULONG_BYTES;
            case LONG -> POINTER_BYTES;
            case BOOLEAN -> 1;
            case FLOAT, DOUBLE, STRING, BYTE_STRING, ENUM, MESSAGE -> 0;
        };
    }

    private static long aligned(long at, long to) {
        return (at + to - 1) / to * to;
    }
}
