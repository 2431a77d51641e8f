package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskEventCallback;
import dev.irpflow.protocol.wsk.WskSetStaticEventCallbacks;
import org.jspecify.annotations.Nullable;

/**
 * SO_WSK_EVENT_CALLBACK and WSK_SET_STATIC_EVENT_CALLBACKS. Pages:
 * windows-driver-docs-pr/network/so-wsk-event-callback.md, wsk-set-static-event-callbacks.md.
 *
 * <p>The pages name no code for a mask that makes no sense; here it is STATUS_INVALID_PARAMETER,
 * and STATUS_INVALID_DEVICE_STATE before the socket is bound or connected, or for static callbacks
 * after the first socket.
 */
final class EventControl {
    private static final int NPI_WSK_INTERFACE_ID = 1;
    private static final int WSK_EVENT_DISABLE = 0x80000000;

    private final Accepting accepting;

    EventControl(Accepting accepting) {
        this.accepting = accepting;
    }

    /** Turns callbacks on for all sockets that the client will have. */
    void setStatic(Call call, WskSetStaticEventCallbacks request, Client client, Sink sink) {
        Registration registration = client.registration();
        int mask = request.getEventMask();
        boolean sound =
                request.getNpiId() == NPI_WSK_INTERFACE_ID
                        && mask != 0
                        && (mask & ~SocketEvent.all()) == 0;
        if (!sound) {
            sink.returns(call, NtStatus.STATUS_INVALID_PARAMETER);
        } else if (registration.hasHadSockets()) {
            sink.returns(call, NtStatus.STATUS_INVALID_DEVICE_STATE);
        } else {
            registration.setStaticEvents(mask);
            sink.returns(call, NtStatus.STATUS_SUCCESS);
        }
    }

    /** The option without an IRP. */
    void control(Agenda agenda, SoWskEventCallback request, Socket socket) {
        NtStatus refusal = refusal(request, socket, false);
        if (refusal != null) {
            agenda.answer(refusal, null);
        } else if (isDisable(request)) {
            SocketEvent event = disabled(request);
            socket.events().disable(event);
            agenda.answer(
                    socket.events().isRunning(event)
                            ? NtStatus.STATUS_EVENT_PENDING
                            : NtStatus.STATUS_SUCCESS,
                    null);
        } else {
            enable(agenda, request.getEventMask(), socket);
        }
    }

    /** The option with an IRP, which ends when no callback of the kind runs any more. */
    void control(Agenda agenda, Pending pending, Sink sink) {
        SoWskEventCallback request = (SoWskEventCallback) pending.request();
        Socket socket = pending.socket();
        NtStatus refusal = refusal(request, socket, true);
        if (refusal != null) {
            agenda.finish(pending, refusal, 0);
            return;
        }
        SocketEvent event = disabled(request);
        socket.events().disable(event);
        if (!socket.events().isRunning(event)) {
            agenda.finish(pending, NtStatus.STATUS_SUCCESS, 0);
        } else if (pending.pend(sink.self())) {
            socket.events().await(event, pending);
        } else {
            agenda.finish(pending, NtStatus.STATUS_CANCELLED, 0);
        }
    }

    private void enable(Agenda agenda, int mask, Socket socket) {
        if (socket.state() instanceof SocketState.Listening listening) {
            socket.events().handOn(mask & SocketEvent.ofConnections());
            socket.events().enable(mask & SocketEvent.ACCEPT.bit());
            accepting.offerWaiting(agenda, socket, listening);
        } else {
            socket.events().enable(mask);
            agenda.indicate(socket);
        }
    }

    private static @Nullable NtStatus refusal(
            SoWskEventCallback request, Socket socket, boolean withIrp) {
        int mask = request.getEventMask() & ~WSK_EVENT_DISABLE;
        boolean sound =
                request.getNpiId() == NPI_WSK_INTERFACE_ID
                        && mask != 0
                        && (mask & ~fitting(socket)) == 0;
        boolean listens = socket.state() instanceof SocketState.Listening;
        if (isDisable(request)) {
            sound =
                    sound
                            && Integer.bitCount(mask) == 1
                            && !socket.events().isStatic(event(mask))
                            && !(listens && event(mask).isOfConnections());
        } else {
            sound = sound && !withIrp;
        }
        if (!sound) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        return listens || socket.state().connection() != null
                ? null
                : NtStatus.STATUS_INVALID_DEVICE_STATE;
    }

    // Of a listening socket too those that it hands on.
    private static int fitting(Socket socket) {
        return switch (socket.category()) {
            case CONNECTION -> SocketEvent.ofConnections();
            case LISTEN, STREAM -> SocketEvent.ofConnections() | SocketEvent.ACCEPT.bit();
        };
    }

    private static boolean isDisable(SoWskEventCallback request) {
        return (request.getEventMask() & WSK_EVENT_DISABLE) != 0;
    }

    private static SocketEvent disabled(SoWskEventCallback request) {
        return event(request.getEventMask() & ~WSK_EVENT_DISABLE);
    }

    private static SocketEvent event(int bit) {
        for (SocketEvent event : SocketEvent.values()) {
            if (event.bit() == bit) {
                return event;
            }
        }
        throw new IllegalStateException("no event has the bit 0x" + Integer.toHexString(bit));
    }
}
