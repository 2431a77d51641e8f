package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.WskSetStaticEventCallbacks;

/**
 * WSK_SET_STATIC_EVENT_CALLBACKS: callbacks that are on for all sockets that the client will have.
 * Page: windows-driver-docs-pr/network/wsk-set-static-event-callbacks.md.
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
            sink.returns(call, WskStatus.INVALID_PARAMETER.of(request, sink));
        } else if (client.hasHadSockets()) {
            sink.returns(call, WskStatus.AFTER_FIRST_SOCKET.of(request, sink));
        } else {
            client.addStaticEvents(mask);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }
}
