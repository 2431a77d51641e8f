package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.wsk.WskAbortEvent;
import dev.irpflow.protocol.wsk.WskAcceptEvent;
import dev.irpflow.protocol.wsk.WskDisconnectEvent;
import dev.irpflow.protocol.wsk.WskInspectEvent;
import dev.irpflow.protocol.wsk.WskReceiveEvent;
import dev.irpflow.protocol.wsk.WskReceiveFromEvent;
import dev.irpflow.protocol.wsk.WskSendBacklogEvent;

/**
 * The event callbacks of sockets, each with its bit of EventMask by which a client turns it on and
 * off, or 0 for those of conditional accept, which are on with the option and have none. Page:
 * wdk-ddi-src/content/wsk/ns-wsk-_wsk_event_callback_control.md.
 */
enum SocketEvent {
    SEND_BACKLOG(0x10, WskSendBacklogEvent.class),
    RECEIVE(0x40, WskReceiveEvent.class),
    DISCONNECT(0x80, WskDisconnectEvent.class),
    RECEIVE_FROM(0x100, WskReceiveFromEvent.class),
    ACCEPT(0x200, WskAcceptEvent.class),
    INSPECT(0, WskInspectEvent.class),
    ABORT(0, WskAbortEvent.class);

    private final int bit;
    private final Class<? extends GeneratedMessage> callback;

    SocketEvent(int bit, Class<? extends GeneratedMessage> callback) {
        this.bit = bit;
        this.callback = callback;
    }

    int bit() {
        return bit;
    }

    /** The slot of the client's dispatch table. */
    Class<? extends GeneratedMessage> callback() {
        return callback;
    }

    /** Whether it is one of connections, which a listening socket hands on to those it accepts. */
    boolean isOfConnections() {
        return switch (this) {
            case SEND_BACKLOG, RECEIVE, DISCONNECT -> true;
            case RECEIVE_FROM, ACCEPT, INSPECT, ABORT -> false;
        };
    }

    /** The bits of all. */
    static int all() {
        int bits = 0;
        for (SocketEvent event : values()) {
            bits |= event.bit;
        }
        return bits;
    }

    /** The bits of those of connections. */
    static int ofConnections() {
        int bits = 0;
        for (SocketEvent event : values()) {
            bits |= event.isOfConnections() ? event.bit : 0;
        }
        return bits;
    }
}
