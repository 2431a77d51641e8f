package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
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
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int HIGHEST_PORT = 0xFFFF;

    void local(Agenda agenda, Pending get) {
        SocketAddress address = of(get.socket().state().local(), get.socket().family());
        agenda.finish(
                get,
                NtStatus.STATUS_SUCCESS,
                0,
                WskGetLocalAddress.Out.newBuilder().setLocalAddress(address).build());
    }

    void remote(Agenda agenda, Pending get) {
        SocketAddress address = of(connection(get.socket()).remote(), get.socket().family());
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

    /**
     * The transport's form; null if the address is none of the socket's family, with a port. A
     * socket that is IPv6 only has no use for an IPv4 address that is mapped into IPv6.
     */
    static @Nullable TransportAddress of(SocketAddress address, Socket socket) {
        AddressFamily family = socket.family();
        if (address.getFamily() != family.number()
                || Integer.compareUnsigned(address.getPort(), HIGHEST_PORT) > 0) {
            return null;
        }
        IpAddress ip = ip(address.getAddress(), family);
        if (ip == null
                || (family == AddressFamily.IPV6 && ip.isIpv4() && socket.options().isIpv6Only())) {
            return null;
        }
        return ip.at(address.getPort());
    }

    private static @Nullable IpAddress ip(ByteString octets, AddressFamily family) {
        boolean isIpv4 = family == AddressFamily.IPV4;
        if (octets.isEmpty()) {
            return isIpv4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6;
        }
        return octets.size() == (isIpv4 ? IPV4_OCTETS : IPV6_OCTETS)
                ? IpAddress.ofOctets(octets)
                : null;
    }

    /** The client's form, of a socket's family: an IPv4 address may be mapped into IPv6. */
    static SocketAddress of(TransportAddress address, AddressFamily family) {
        IpAddress ip = IpAddress.of(address);
        boolean isIpv4 = family == AddressFamily.IPV4;
        SocketAddress.Builder form =
                SocketAddress.newBuilder().setFamily(family.number()).setPort(address.getPort());
        if (!ip.equals(isIpv4 ? IpAddress.ANY_IPV4 : IpAddress.ANY_IPV6)) {
            form.setAddress(isIpv4 ? ip.octets() : ip.mapped());
        }
        return form.build();
    }
}
