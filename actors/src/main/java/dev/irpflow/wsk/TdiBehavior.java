package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskTdiBehavior;

/**
 * WSK_TDI_BEHAVIOR: whether sockets go round TDI filters. Page:
 * windows-driver-docs-pr/network/wsk-tdi-behavior.md, which names no codes:
 * STATUS_INVALID_PARAMETER for flags that are not defined, STATUS_INVALID_DEVICE_STATE after the
 * first socket.
 */
final class TdiBehavior implements ClientCode<WskTdiBehavior> {
    private static final int WSK_TDI_BEHAVIOR_BYPASS_TDI = 0x1;

    @Override
    public Class<WskTdiBehavior> message() {
        return WskTdiBehavior.class;
    }

    // Simplified: there are no TDI filters, so nothing hangs on the flag.
    @Override
    public void carryOut(WskTdiBehavior request, Call call, Registration client, Sink sink) {
        NtStatus status =
                (request.getInputBuffer() & ~WSK_TDI_BEHAVIOR_BYPASS_TDI) != 0
                        ? NtStatus.STATUS_INVALID_PARAMETER
                        : client.hasHadSockets()
                                ? NtStatus.STATUS_INVALID_DEVICE_STATE
                                : NtStatus.STATUS_SUCCESS;
        sink.returns(call, status);
    }
}
