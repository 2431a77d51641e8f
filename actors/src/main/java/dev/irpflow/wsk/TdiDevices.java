package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskTdiDevicenameMapping;

/**
 * WSK_TDI_DEVICENAME_MAPPING: devices of TDI transports, for sockets that no transport of WSK is
 * there for. Page: windows-driver-docs-pr/network/wsk-tdi-devicename-mapping.md.
 */
final class TdiDevices implements ClientCode<WskTdiDevicenameMapping> {
    @Override
    public Class<WskTdiDevicenameMapping> message() {
        return WskTdiDevicenameMapping.class;
    }

    @Override
    public void carryOut(
            WskTdiDevicenameMapping request, Call call, Registration client, Sink sink) {
        boolean sound =
                request.getMapCount() > 0
                        && request.getMapList().stream()
                                .noneMatch(map -> map.getTdiDeviceName().isEmpty());
        if (!sound) {
            sink.returns(call, WskStatus.INVALID_PARAMETER.of(request, sink));
        } else if (client.hasHadSockets()) {
            sink.returns(call, WskStatus.AFTER_FIRST_SOCKET.of(request, sink));
        } else {
            client.mapTdiDevices(request.getMapList());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    /** Whether a client has mapped what it wants a socket for to a device. */
    static boolean hasDevice(WskSocket request, Registration client) {
        return client.tdiDevices().stream()
                .anyMatch(map ->
                        map.getAddressFamily() == request.getAddressFamily()
                                && map.getSocketType() == request.getSocketType()
                                && map.getProtocol() == request.getProtocol());
    }
}
