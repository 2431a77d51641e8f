package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The status of a function that a socket is asked for in the wrong phase. */
final class WrongState {
    private WrongState() {}

    /** What the function of an IRP is answered with, null if it is legal. */
    static @Nullable NtStatus refusal(Pending pending, Sink sink) {
        return refusal(pending.socket(), pending.operation(), pending.request(), sink);
    }

    /** What a function is answered with, null if it is legal. */
    static @Nullable NtStatus refusal(
            Socket socket, Operation operation, GeneratedMessage request, Sink sink) {
        SocketState state = socket.state();
        NtStatus refusal = state.refusal(operation);
        if (refusal == null) {
            return null;
        }
        return switch (state) {
            case SocketState.Closing _ -> WskChoice.CLOSED_REQUESTS.status(sink);
            default ->
                    refusal == NtStatus.STATUS_INVALID_DEVICE_STATE ? of(request, sink) : refusal;
        };
    }

    /** The status of the wrong state, which the pages of few functions name. */
    static NtStatus of(GeneratedMessage request, Sink sink) {
        RoutineContract contract = RoutineContract.of(request);
        int status = NtStatus.STATUS_INVALID_DEVICE_STATE_VALUE;
        return contract.atReturn().contains(status) || contract.atCompletion().contains(status)
                ? NtStatus.STATUS_INVALID_DEVICE_STATE
                : WskChoice.WRONG_STATE.status(sink);
    }
}
