package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskSecurity;
import org.jspecify.annotations.Nullable;

/**
 * SO_WSK_SECURITY: set before the socket is bound; who gets it has a cached copy of his own. Page:
 * windows-driver-docs-pr/network/so-wsk-security.md.
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
            control.refuse(WskStatus.CODE_OF_OTHER_SOCKETS, sink);
        } else if (request.getRequestType() == UlongOption.WSK_GET_OPTION) {
            get(control, socket, sink);
        } else if (request.getRequestType() == UlongOption.WSK_SET_OPTION
                && request.hasInputBuffer()) {
            control.end(set(request.getInputBuffer(), control, sink), sink);
        } else {
            control.refuse(WskStatus.INVALID_PARAMETER, sink);
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

    private static @Nullable WskStatus set(long id, Control control, Sink sink) {
        Socket socket = control.socket();
        if (!(socket.state() instanceof SocketState.Created)) {
            return WskStatus.WRONG_STATE;
        }
        Pending pending = control.pending();
        CachedDescriptor cached =
                pending == null
                        ? CachedDescriptor.find(id, control.agenda().call(), sink)
                        : pending.descriptor();
        if (cached == null) {
            return WskStatus.INVALID_PARAMETER;
        }
        socket.options().secure(cached);
        return null;
    }
}
