package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSocket;
import dev.irpflow.protocol.wsk.WskTdiDevicenameMapping;

/**
 * WSK_TDI_DEVICENAME_MAPPING: devices of TDI transports, for sockets that no transport of WSK is
 * there for. Page: windows-driver-docs-pr/network/wsk-tdi-devicename-mapping.md, which names no
 * codes: STATUS_INVALID_PARAMETER for a list that makes no sense, STATUS_INVALID_DEVICE_STATE after
 * the first socket.
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
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        } else if (client.hasHadSockets()) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
        } else {
            client.mapTdiDevices(request.getMapList());
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    /** How a socket ends that no transport of WSK is there for. */
    // Simplified: no machine has a TDI transport, whose device could be opened.
    static NtStatus refusal(WskSocket request, Registration client, NtStatus otherwise) {
        for (WskTdiDevicenameMapping.Map map : client.tdiDevices()) {
            if (map.getAddressFamily() == request.getAddressFamily()
                    && map.getSocketType() == request.getSocketType()
                    && map.getProtocol() == request.getProtocol()) {
                return NtStatus.STATUS_OBJECT_NAME_NOT_FOUND;
            }
        }
        return otherwise;
    }
}
