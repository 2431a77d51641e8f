package dev.irpflow.wsk;

import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSilence;
import dev.irpflow.protocol.wsk.SioWskSetTcpSilentMode;

/**
 * SIO_WSK_SET_TCP_SILENT_MODE: of a connected socket, for good. Page:
 * windows-driver-docs-pr/network/sio-wsk-set-tcp-silent-mode.md.
 */
final class SilentModeCode implements SocketCode<SioWskSetTcpSilentMode> {
    @Override
    public Class<SioWskSetTcpSilentMode> message() {
        return SioWskSetTcpSilentMode.class;
    }

    @Override
    public IrpUse irpUse(SioWskSetTcpSilentMode request) {
        return IrpUse.REQUIRED;
    }

    @Override
    public boolean asksTransport() {
        return true;
    }

    @Override
    public void carryOut(SioWskSetTcpSilentMode request, Control control, Sink sink) {
        Socket socket = control.socket();
        if (!(socket.state() instanceof SocketState.Connected connected)) {
            control.refuse(WskStatus.WRONG_STATE, sink);
            return;
        }
        Connection connection = connected.connection();
        if (connection.isAtRest()) {
            control.ask(TcpSilence.newBuilder().setEndpoint(connection.endpoint()).build());
            return;
        }
        sink.violated(
                WskRule.SILENT_MODE_AT_REST,
                socket.registration().owner(),
                "%s has %s fall silent, which still has a send or a disconnect pending"
                        .formatted(socket.registration().owner(), socket),
                control.agenda().call());
        control.refuse(WskStatus.WRONG_STATE, sink);
    }

    @Override
    public void answered(Return answer, Control control, Sink sink) {
        Socket socket = control.socket();
        if (!(socket.state() instanceof SocketState.Connected connected)) {
            control.endInWrongState(sink); // it ended meanwhile
        } else if (answer.status() == NtStatus.STATUS_SUCCESS) {
            socket.become(new SocketState.Silent(connected.connection()), sink);
            control.end(NtStatus.STATUS_SUCCESS);
        } else if (Losing.isTold(answer)) {
            Losing.lose(socket, control.agenda(), sink);
            control.end(NtStatus.STATUS_FILE_FORCED_CLOSED);
        } else if (answer.status() == NtStatus.STATUS_NOT_SUPPORTED) {
            control.refuse(WskStatus.SILENT_LOOPBACK, sink);
        } else {
            control.end(answer.status());
        }
    }
}
