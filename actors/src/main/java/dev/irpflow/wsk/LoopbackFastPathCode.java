package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioLoopbackFastPath;

/**
 * SIO_LOOPBACK_FAST_PATH: of a TCP socket, before it connects or while it takes connections. Page:
 * windows-driver-docs-pr/network/sio-loopback-fast-path.md. {@link WskChoice#FAST_PATH_CODES}.
 */
final class LoopbackFastPathCode implements SocketCode<SioLoopbackFastPath> {
    @Override
    public Class<SioLoopbackFastPath> message() {
        return SioLoopbackFastPath.class;
    }

    @Override
    public IrpUse irpUse(SioLoopbackFastPath request) {
        return IrpUse.REQUIRED;
    }

    // Simplified: loopback takes no time and loses nothing, with this and without it.
    @Override
    public void carryOut(SioLoopbackFastPath request, Control control, Sink sink) {
        if (!request.hasInputBuffer()) {
            control.end(NtStatus.STATUS_INVALID_BUFFER_SIZE);
        } else if (isOf(control.socket().category()) && isInTime(control.socket().state())) {
            control.end(NtStatus.STATUS_SUCCESS);
        } else {
            control.end(NtStatus.STATUS_NOT_SUPPORTED);
        }
    }

    private static boolean isOf(SocketCategory category) {
        return switch (category) {
            case LISTEN, CONNECTION, STREAM -> true;
            case BASIC, DATAGRAM -> false;
        };
    }

    private static boolean isInTime(SocketState state) {
        return state instanceof SocketState.Created
                || state instanceof SocketState.Bound
                || state instanceof SocketState.Listening;
    }
}
