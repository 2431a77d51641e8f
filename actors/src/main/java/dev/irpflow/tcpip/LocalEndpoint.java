package dev.irpflow.tcpip;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.tcpip.TcpSharing;

/** What a client opens for each socket: a local address and a port of one protocol. */
abstract sealed class LocalEndpoint extends KernelObject permits Endpoint, UdpEndpoint {
    /** How large the receive buffer is if nothing is said. */
    static final int RECEIVE_BUFFER = 65_535;

    private final Place client;
    private final LocalAddress local;
    private final Sharing sharing;
    private int receiveBuffer;
    private long context;

    LocalEndpoint(Place client, LocalAddress local, Sharing sharing, int receiveBuffer) {
        this.client = client;
        this.local = local;
        this.sharing = sharing;
        this.receiveBuffer = receiveBuffer;
    }

    /**
     * How the local address may be shared.
     *
     * @param mode which of the socket options is set
     * @param isGranted whether the endpoint lets others share where a check of access is asked for
     */
    record Sharing(TcpSharing mode, boolean isGranted) {}

    Place client() {
        return client;
    }

    /** The client's own name for it, which every indication carries. */
    long context() {
        return context;
    }

    void context(long given) {
        this.context = given;
    }

    /** What it is bound to. */
    LocalAddress local() {
        return local;
    }

    Sharing sharing() {
        return sharing;
    }

    /** Octets that may be indicated and not consumed. */
    int receiveBuffer() {
        return receiveBuffer;
    }

    void receiveBuffer(int octets) {
        receiveBuffer = octets;
    }
}
