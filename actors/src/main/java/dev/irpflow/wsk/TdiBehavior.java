package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskTdiBehavior;

/**
 * WSK_TDI_BEHAVIOR: whether sockets go round TDI filters. Page:
 * windows-driver-docs-pr/network/wsk-tdi-behavior.md.
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
                        ? WskStatus.INVALID_PARAMETER.of(request, sink)
                        : client.hasHadSockets()
                                ? WskStatus.AFTER_FIRST_SOCKET.of(request, sink)
                                : NtStatus.STATUS_SUCCESS;
        sink.returns(call, status);
    }
}
