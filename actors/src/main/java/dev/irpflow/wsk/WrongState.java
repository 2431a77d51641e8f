package dev.irpflow.wsk;

import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/** The status of a function that a socket is asked for in the wrong phase. */
final class WrongState {
    private WrongState() {}

    /** What the function is answered with, null if it is legal. */
    static @Nullable NtStatus refusal(Pending pending, Sink sink) {
        SocketState state = pending.socket().state();
        NtStatus refusal = state.refusal(pending.operation());
        if (refusal == null) {
            return null;
        }
        return switch (state) {
            case SocketState.Closing _ -> WskChoice.CLOSED_REQUESTS.status(sink);
            default ->
                    refusal == NtStatus.STATUS_INVALID_DEVICE_STATE ? of(pending, sink) : refusal;
        };
    }

    /** The status of the wrong state, which the pages of few functions name. */
    static NtStatus of(Pending pending, Sink sink) {
        RoutineContract contract = RoutineContract.of(pending.request());
        return contract.atCompletion().contains(NtStatus.STATUS_INVALID_DEVICE_STATE_VALUE)
                ? NtStatus.STATUS_INVALID_DEVICE_STATE
                : WskChoice.WRONG_STATE.status(sink);
    }
}
