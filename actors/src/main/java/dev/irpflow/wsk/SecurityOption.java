package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskSecurity;

/**
 * SO_WSK_SECURITY: set before the socket is bound; who gets it has a cached copy of his own. Page:
 * windows-driver-docs-pr/network/so-wsk-security.md, which names no code for what comes too late or
 * makes no sense: STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER.
 */
final class SecurityOption implements SocketCode<SoWskSecurity> {
    private static final int POINTER_BYTES = 8;

    @Override
    public Class<SoWskSecurity> message() {
        return SoWskSecurity.class;
    }

    @Override
    public IrpUse irpUse(SoWskSecurity request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public void carryOut(SoWskSecurity request, Control control, Sink sink) {
        Socket socket = control.socket();
        if (socket.category() == SocketCategory.BASIC) {
            control.end(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
        } else if (request.getRequestType() == UlongOption.WSK_GET_OPTION) {
            get(control, socket, sink);
        } else if (request.getRequestType() == UlongOption.WSK_SET_OPTION
                && request.hasInputBuffer()) {
            control.end(set(request.getInputBuffer(), control, socket, sink));
        } else {
            control.end(NtStatus.STATUS_INVALID_PARAMETER);
        }
    }

    private static void get(Control control, Socket socket, Sink sink) {
        CachedDescriptor copy =
                sink.machine()
                        .objects()
                        .add(new CachedDescriptor(socket.options().grantsSharing()));
        control.end(
                NtStatus.STATUS_SUCCESS,
                POINTER_BYTES,
                SoWskSecurity.Out.newBuilder().setOutputBuffer(copy.id()).build());
    }

    private static NtStatus set(long id, Control control, Socket socket, Sink sink) {
        if (!(socket.state() instanceof SocketState.Created)) {
            return NtStatus.STATUS_INVALID_DEVICE_STATE;
        }
        CachedDescriptor cached = CachedDescriptor.find(id, control.agenda().call(), sink);
        if (cached == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        socket.options().secure(cached);
        return NtStatus.STATUS_SUCCESS;
    }
}
