package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.InspectId;
import dev.irpflow.protocol.wsk.SioWskQueryInspectId;

/** SIO_WSK_QUERY_INSPECT_ID. Page: windows-driver-docs-pr/network/sio-wsk-query-inspect-id.md. */
final class InspectIdCode implements SocketCode<SioWskQueryInspectId> {
    @Override
    public Class<SioWskQueryInspectId> message() {
        return SioWskQueryInspectId.class;
    }

    @Override
    public IrpUse irpUse(SioWskQueryInspectId request) {
        return IrpUse.NULL;
    }

    @Override
    public void carryOut(SioWskQueryInspectId request, Control control, Sink sink) {
        InspectId id = control.socket().inspectId();
        if (id == null) {
            control.end(NtStatus.STATUS_INVALID_DEVICE_REQUEST);
        } else {
            control.end(
                    NtStatus.STATUS_SUCCESS,
                    0,
                    SioWskQueryInspectId.Out.newBuilder().setInspectId(id).build());
        }
    }
}
