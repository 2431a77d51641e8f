package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSetStaticEventCallbacks;

/**
 * WSK_SET_STATIC_EVENT_CALLBACKS: callbacks that are on for all sockets that the client will have.
 * Page: windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md.
 *
 * <p>The page names no code: STATUS_INVALID_PARAMETER for a mask that makes no sense, {@link
 * WskChoice#LATE_STATIC_CALLBACKS} after the first socket.
 */
final class StaticEventCallbacks implements ClientCode<WskSetStaticEventCallbacks> {
    @Override
    public Class<WskSetStaticEventCallbacks> message() {
        return WskSetStaticEventCallbacks.class;
    }

    @Override
    public void carryOut(
            WskSetStaticEventCallbacks request, Call call, Registration client, Sink sink) {
        int mask = request.getEventMask();
        boolean sound =
                request.getNpiId() == EventControl.NPI_WSK_INTERFACE_ID
                        && mask != 0
                        && (mask & ~SocketEvent.all()) == 0;
        if (!sound) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        } else if (client.hasHadSockets()) {
            sink.returns(call, WskChoice.LATE_STATIC_CALLBACKS.status(sink));
        } else {
            client.setStaticEvents(mask);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }
}
