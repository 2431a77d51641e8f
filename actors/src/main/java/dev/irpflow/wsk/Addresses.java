package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TransportAddress;
import dev.irpflow.protocol.wsk.SocketAddress;
import dev.irpflow.protocol.wsk.WskGetLocalAddress;
import dev.irpflow.protocol.wsk.WskGetRemoteAddress;
import org.jspecify.annotations.Nullable;

/**
 * SOCKADDR as clients see it, addresses as the transport does, and the functions that read them.
 * Pages: wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_get_local_address.md and ..._remote_address.md.
 */
final class Addresses {
    static final int AF_INET = 2;
    static final int AF_INET6 = 23;
    private static final int IPV4_OCTETS = 4;
    private static final int HIGHEST_PORT = 0xFFFF;

    void local(Agenda agenda, Pending get) {
        SocketAddress address = of(get.socket().state().local());
        agenda.finish(
                get,
                NtStatus.STATUS_SUCCESS,
                0,
                WskGetLocalAddress.Out.newBuilder().setLocalAddress(address).build());
    }

    void remote(Agenda agenda, Pending get) {
        SocketAddress address = of(connection(get.socket()).remote());
        agenda.finish(
                get,
                NtStatus.STATUS_SUCCESS,
                0,
                WskGetRemoteAddress.Out.newBuilder().setRemoteAddress(address).build());
    }

    /** The connection of a socket in whose state this is legal. */
    static Connection connection(Socket socket) {
        return ((SocketState.Connected) socket.state()).connection();
    }

    /** The transport's form; null if the address is no IPv4 address with a port. */
    static @Nullable TransportAddress of(SocketAddress address) {
        ByteString octets = address.getAddress();
        if (address.getFamily() != AF_INET
                || Integer.compareUnsigned(address.getPort(), HIGHEST_PORT) > 0
                || !(octets.isEmpty() || octets.size() == IPV4_OCTETS)) {
            return null;
        }
        int ip = octets.isEmpty() ? 0 : octets.asReadOnlyByteBuffer().getInt();
        return TransportAddress.newBuilder().setIp(ip).setPort(address.getPort()).build();
    }

    /** The client's form. */
    static SocketAddress of(TransportAddress address) {
        int ip = address.getIp();
        SocketAddress.Builder form =
                SocketAddress.newBuilder().setFamily(AF_INET).setPort(address.getPort());
        if (ip != 0) {
            byte[] octets = {(byte) (ip >>> 24), (byte) (ip >>> 16), (byte) (ip >>> 8), (byte) ip};
            form.setAddress(ByteString.copyFrom(octets));
        }
        return form.build();
    }
}
