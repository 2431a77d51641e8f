package dev.irpflow.wsk;

import dev.irpflow.protocol.wsk.InspectId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Conditional accept of one listening socket: whether it is on, and the requests that wait for a
 * verdict. Page:
 * windows-driver-docs-pr/network/listening-for-and-accepting-incoming-connections.md.
 */
final class Inspections {
    private final Set<Long> undecided = new LinkedHashSet<>();
    private boolean on;
    private long last;

    /** SO_CONDITIONAL_ACCEPT. */
    void turn(boolean toOn) {
        on = toOn;
    }

    boolean isOn() {
        return on;
    }

    /** The client is asked about the next request; the transport counts them from 1. */
    void begin(long request) {
        last = request;
        undecided.add(request);
    }

    /** A verdict is there, or the request is over; false if that was so before. */
    boolean end(long request) {
        return undecided.remove(request);
    }

    /** The request that an id of this socket stands for; 0 if it was never given. */
    long request(Socket socket, InspectId id) {
        long request = Integer.toUnsignedLong(id.getSerialNumber());
        return id.getKey() == socket.id() && request <= last ? request : 0;
    }

    /** The id of a request: what Windows puts in is not said, and means nothing to clients. */
    static InspectId id(Socket socket, long request) {
        return InspectId.newBuilder().setKey(socket.id()).setSerialNumber((int) request).build();
    }
}
