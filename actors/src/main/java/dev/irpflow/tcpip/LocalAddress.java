package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.tcpip.TransportAddress;

/**
 * What an endpoint is bound to.
 *
 * @param ip an address of the machine, or any of a family
 * @param port its port; 0 while none is picked
 * @param isDualStack whether any IPv6 address means any IPv4 address too
 */
record LocalAddress(IpAddress ip, int port, boolean isDualStack) {
    /** As a client asks for it: only for any IPv6 address it matters whether it is dual-stack. */
    static LocalAddress of(TransportAddress address, boolean dualStack) {
        IpAddress ip = IpAddress.of(address);
        return new LocalAddress(ip, address.getPort(), dualStack && ip.equals(IpAddress.ANY_IPV6));
    }

    LocalAddress withPort(int picked) {
        return new LocalAddress(ip, picked, isDualStack);
    }

    /** Whether what comes over IPv4 may be for it. */
    boolean hasIpv4() {
        return isDualStack || ip.isIpv4();
    }

    /** Whether what comes over IPv6 may be for it. */
    boolean hasIpv6() {
        return !ip.isIpv4();
    }

    /** Whether it has the family of a peer. */
    boolean reaches(IpAddress peer) {
        return peer.isIpv4() ? hasIpv4() : hasIpv6();
    }

    /** As messages have it. */
    TransportAddress message() {
        return ip.at(port);
    }
}
