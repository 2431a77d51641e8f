package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * A socket option whose value is one ULONG. Setting and getting it are alike for all of them, and
 * each takes an IRP.
 *
 * @param <R> its message
 */
abstract class UlongOption<R extends GeneratedMessage> implements SocketCode<R> {
    static final int WSK_SET_OPTION = 0;
    static final int WSK_GET_OPTION = 1;
    private static final int ULONG_BYTES = 4;

    private final UlongMessage<R> message;

    UlongOption(UlongMessage<R> message) {
        this.message = message;
    }

    @Override
    public final Class<R> message() {
        return message.type();
    }

    @Override
    public final IrpUse irpUse(R request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public final void carryOut(R request, Control control, Sink sink) {
        Socket socket = control.socket();
        int type = message.requestType().applyAsInt(request);
        if (!isOf(socket)) {
            control.refuse(WskStatus.CODE_OF_OTHER_SOCKETS, sink);
        } else if (type == WSK_GET_OPTION) {
            control.end(NtStatus.STATUS_SUCCESS, ULONG_BYTES, message.out().apply(get(socket)));
        } else if (type == WSK_SET_OPTION && message.hasInput().test(request)) {
            WskStatus refusal = set(socket, message.input().applyAsInt(request));
            GeneratedMessage told =
                    refusal == null && socket.state().endpoint() != 0
                            ? told(socket, socket.state().endpoint())
                            : null;
            if (told != null) {
                control.agenda().request(told);
            }
            control.end(refusal, sink);
        } else {
            control.refuse(WskStatus.INVALID_PARAMETER, sink);
        }
    }

    /** Whether sockets of this category have it. */
    abstract boolean isOf(SocketCategory category);

    /** Whether this socket has it. */
    boolean isOf(Socket socket) {
        return isOf(socket.category());
    }

    abstract int get(Socket socket);

    /** Sets it; gives why not if it cannot be set. */
    abstract @Nullable WskStatus set(Socket socket, int value);

    /** What the transport is told once it is set on a socket with an endpoint; null for nothing. */
    @Nullable GeneratedMessage told(Socket socket, long endpoint) {
        return null;
    }
}
