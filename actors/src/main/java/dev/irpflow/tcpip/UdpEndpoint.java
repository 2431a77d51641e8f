package dev.irpflow.tcpip;

import dev.irpflow.kernel.Place;

/** An endpoint for datagrams, and how much of its receive buffer is taken. */
final class UdpEndpoint extends LocalEndpoint {
    private long taken;
    private boolean closed;

    UdpEndpoint(Place client, LocalAddress local, Sharing sharing, int receiveBuffer) {
        super(client, local, sharing, receiveBuffer);
    }

    /** The size of a receive buffer of which a client asks for so many octets, without a sign. */
    static int bufferOf(int octets) {
        return (int) Math.min(Integer.toUnsignedLong(octets), Integer.MAX_VALUE);
    }

    /** Takes so many octets of the receive buffer; false if they do not fit. */
    boolean take(int octets) {
        if (taken + octets > receiveBuffer()) {
            return false;
        }
        taken += octets;
        return true;
    }

    /** Gives octets back; false if so many were not taken. */
    boolean consume(long octets) {
        if (octets > taken) {
            return false;
        }
        taken -= octets;
        return true;
    }

    /** UdpClose was called, perhaps within an indication. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    protected String noun() {
        return "udp-endpoint";
    }
}
