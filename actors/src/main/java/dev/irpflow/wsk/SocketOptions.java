package dev.irpflow.wsk;

import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.tcpip.UdpBind;

/** What the options of a socket are set to. */
final class SocketOptions {
    // What the transport takes if nothing else is said.
    private static final int RECEIVE_BUFFER = 65_535;

    private TcpSharing sharing = TcpSharing.TCP_SHARING_UNSPECIFIED;
    private boolean grantsSharing;
    private boolean keepsAlive;
    private boolean ipv6Only = true;
    private boolean broadcasts;
    private int receiveBuffer = RECEIVE_BUFFER;

    /** SO_REUSEADDR and SO_EXCLUSIVEADDRUSE, of which one at most is set. */
    TcpSharing sharing() {
        return sharing;
    }

    void share(TcpSharing how) {
        this.sharing = how;
    }

    /** Whether SO_WSK_SECURITY lets others share the address. */
    boolean grantsSharing() {
        return grantsSharing;
    }

    /** Applies a security descriptor in the place of any other. */
    void secure(CachedDescriptor with) {
        this.grantsSharing = with.grants();
    }

    /** SO_KEEPALIVE. */
    boolean keepsAlive() {
        return keepsAlive;
    }

    void keepAlive(boolean on) {
        this.keepsAlive = on;
    }

    /** SO_BROADCAST. */
    boolean broadcasts() {
        return broadcasts;
    }

    void broadcast(boolean on) {
        this.broadcasts = on;
    }

    /** IPV6_V6ONLY. */
    boolean isIpv6Only() {
        return ipv6Only;
    }

    void ipv6Only(boolean on) {
        this.ipv6Only = on;
    }

    /** SO_RCVBUF, in bytes without a sign. */
    int receiveBuffer() {
        return receiveBuffer;
    }

    void receiveBuffer(int bytes) {
        this.receiveBuffer = bytes;
    }

    /** Takes over what a socket that a listening one has accepted inherits from it. */
    void inherit(SocketOptions listening) {
        keepsAlive = listening.keepsAlive;
        ipv6Only = listening.ipv6Only;
        receiveBuffer = listening.receiveBuffer;
    }

    /** What the transport is asked for the socket with this id. */
    TcpBind bind(long socketId, TransportAddress local) {
        return TcpBind.newBuilder()
                .setContext(socketId)
                .setLocal(local)
                .setSharing(sharing)
                .setGrantsSharing(grantsSharing)
                .setReceiveBuffer(receiveBuffer)
                .setKeepsAlive(keepsAlive)
                .setDualStack(!ipv6Only)
                .build();
    }

    /** The same of a datagram socket. */
    UdpBind bindForDatagrams(long socketId, TransportAddress local) {
        return UdpBind.newBuilder()
                .setContext(socketId)
                .setLocal(local)
                .setSharing(sharing)
                .setGrantsSharing(grantsSharing)
                .setReceiveBuffer(receiveBuffer)
                .setDualStack(!ipv6Only)
                .build();
    }
}
