package dev.irpflow.wsk;

import dev.irpflow.protocol.tcpip.TcpBind;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.protocol.tcpip.TransportAddress;

/** What the options of a socket are set to. */
final class SocketOptions {
    private TcpSharing sharing = TcpSharing.TCP_SHARING_UNSPECIFIED;

    /** SO_REUSEADDR and SO_EXCLUSIVEADDRUSE, of which one at most is set. */
    TcpSharing sharing() {
        return sharing;
    }

    void share(TcpSharing how) {
        this.sharing = how;
    }

    /** What the transport is asked for the socket with this id. */
    TcpBind bind(long socketId, TransportAddress local) {
        return TcpBind.newBuilder()
                .setContext(socketId)
                .setLocal(local)
                .setSharing(sharing)
                .build();
    }
}
