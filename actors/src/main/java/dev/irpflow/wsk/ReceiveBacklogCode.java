package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskQueryReceiveBacklog;

/**
 * SIO_WSK_QUERY_RECEIVE_BACKLOG: of a connected socket. Page:
 * windows-driver-docs-pr/network/sio-wsk-query-receive-backlog.md.
 */
final class ReceiveBacklogCode implements SocketCode<SioWskQueryReceiveBacklog> {
    private static final int SIZE_T_BYTES = 8;

    @Override
    public Class<SioWskQueryReceiveBacklog> message() {
        return SioWskQueryReceiveBacklog.class;
    }

    @Override
    public IrpUse irpUse(SioWskQueryReceiveBacklog request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public void carryOut(SioWskQueryReceiveBacklog request, Control control, Sink sink) {
        if (control.socket().state() instanceof SocketState.Connected connected) {
            control.end(
                    NtStatus.STATUS_SUCCESS,
                    SIZE_T_BYTES,
                    SioWskQueryReceiveBacklog.Out.newBuilder()
                            .setOutputBuffer(connected.connection().receives().buffered())
                            .build());
        } else {
            control.refuse(WskStatus.WRONG_STATE, sink);
        }
    }
}
