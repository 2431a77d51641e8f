package dev.irpflow.wsk;

import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSendBacklog;
import dev.irpflow.protocol.wsk.SioWskQueryIdealSendBacklog;

/**
 * SIO_WSK_QUERY_IDEAL_SEND_BACKLOG: of a connected socket. Page:
 * windows-driver-docs-pr/network/sio-wsk-query-ideal-send-backlog.md.
 */
final class IdealBacklogCode implements SocketCode<SioWskQueryIdealSendBacklog> {
    private static final int SIZE_T_BYTES = 8;

    @Override
    public Class<SioWskQueryIdealSendBacklog> message() {
        return SioWskQueryIdealSendBacklog.class;
    }

    @Override
    public IrpUse irpUse(SioWskQueryIdealSendBacklog request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public boolean asksTransport() {
        return true;
    }

    @Override
    public void carryOut(SioWskQueryIdealSendBacklog request, Control control, Sink sink) {
        if (control.socket().state() instanceof SocketState.Connected connected
                && connected.connection().maySend()) {
            long endpoint = connected.connection().endpoint();
            control.ask(TcpSendBacklog.newBuilder().setEndpoint(endpoint).build());
        } else {
            control.refuse(WskStatus.WRONG_STATE, sink);
        }
    }

    @Override
    public void answered(Return answer, Control control, Sink sink) {
        if (answer.status() == NtStatus.STATUS_SUCCESS) {
            long ideal = Integer.toUnsignedLong(answer.out(TcpSendBacklog.Out.class).getIdeal());
            control.end(
                    NtStatus.STATUS_SUCCESS,
                    SIZE_T_BYTES,
                    SioWskQueryIdealSendBacklog.Out.newBuilder().setOutputBuffer(ideal).build());
        } else if (Losing.isTold(answer)) {
            Losing.lose(control.socket(), control.agenda(), sink);
            control.endInWrongState(sink);
        } else {
            control.end(answer.status());
        }
    }
}
