package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
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
        return socket.state().legal().has(operation)
                ? null
                : answer(socket, operation, request, sink);
    }

    /** What the function of an IRP ends with that the socket's phase has become wrong for. */
    static NtStatus answer(Pending pending, Sink sink) {
        return answer(pending.socket(), pending.operation(), pending.request(), sink);
    }

    private static NtStatus answer(
            Socket socket, Operation operation, GeneratedMessage request, Sink sink) {
        SocketState state = socket.state();
        if (state instanceof SocketState.Closing) {
            return WskStatus.CLOSED_REQUESTS.in(sink);
        }
        NtStatus answer = state.otherwise(operation);
        return answer == NtStatus.STATUS_INVALID_DEVICE_STATE
                ? WskStatus.WRONG_STATE.of(request, sink)
                : answer;
    }
}
