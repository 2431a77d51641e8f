package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SoWskEventCallback;
import org.jspecify.annotations.Nullable;

/**
 * SO_WSK_EVENT_CALLBACK. Page: windows-driver-docs-pr/network/so-wsk-event-callback.md. {@link
 * WskChoice#EVENTS_OF_STREAMS}.
 */
final class EventControl implements SocketCode<SoWskEventCallback> {
    static final int NPI_WSK_INTERFACE_ID = 1;
    private static final int WSK_EVENT_DISABLE = 0x80000000;

    private final Accepting accepting;
    private final SendBacklog backlog;

    EventControl(Accepting accepting, SendBacklog backlog) {
        this.accepting = accepting;
        this.backlog = backlog;
    }

    @Override
    public Class<SoWskEventCallback> message() {
        return SoWskEventCallback.class;
    }

    @Override
    public IrpUse irpUse(SoWskEventCallback request) {
        return isDisable(request) ? IrpUse.OPTIONAL : IrpUse.NULL;
    }

    @Override
    public boolean mayPendAsAWhole() {
        return false;
    }

    @Override
    public void carryOut(SoWskEventCallback request, Control control, Sink sink) {
        Pending pending = control.pending();
        if (pending == null) {
            control(control.agenda(), request, control.socket(), sink);
        } else {
            disable(control.agenda(), request, pending, sink);
        }
    }

    @Override
    public void cancelled(Pending pending) {
        pending.socket().events().forget(pending);
    }

    private void control(Agenda agenda, SoWskEventCallback request, Socket socket, Sink sink) {
        WskStatus refusal = refusal(request, socket);
        if (refusal != null) {
            agenda.answer(refusal.of(request, sink), null);
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

    // The IRP ends when no callback of the kind runs any more.
    private static void disable(
            Agenda agenda, SoWskEventCallback request, Pending pending, Sink sink) {
        Socket socket = pending.socket();
        WskStatus refusal = refusal(request, socket);
        if (refusal != null) {
            agenda.refuse(pending, refusal, sink);
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
            backlog.watch(socket, agenda);
            agenda.indicate(socket);
        }
    }

    private static @Nullable WskStatus refusal(SoWskEventCallback request, Socket socket) {
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
        }
        if (!sound) {
            return WskStatus.INVALID_PARAMETER;
        }
        return listens || isReadyFor(mask, socket) ? null : WskStatus.WRONG_STATE;
    }

    // A stream socket that has connected accepts nothing any more.
    private static boolean isReadyFor(int mask, Socket socket) {
        return socket.state() instanceof SocketState.BoundForDatagrams
                || (socket.state().connection() != null && (mask & SocketEvent.ACCEPT.bit()) == 0);
    }

    // Of a listening socket too those that it hands on.
    private static int fitting(Socket socket) {
        return switch (socket.category()) {
            case BASIC -> 0;
            case CONNECTION -> SocketEvent.ofConnections();
            case DATAGRAM -> SocketEvent.RECEIVE_FROM.bit();
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
