package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.stage.Site;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one protocol of a machine: those of IPv4 and those of IPv6, which have nothing to do
 * with each other but for endpoints that have both.
 */
final class Ports<E extends LocalEndpoint> {
    private static final long IPV6 = Site.key("IPv6");

    private final PortTable<E> ipv4;
    private final PortTable<E> ipv6;

    /**
     * @param start what the first dynamic ports are drawn from
     */
    Ports(long start) {
        this.ipv4 = new PortTable<>(start);
        this.ipv6 = new PortTable<>(Site.join(start, IPV6));
    }

    /** Whether an address may be bound. */
    NtStatus check(LocalAddress local, TcpSharing sharing) {
        NtStatus status = NtStatus.STATUS_SUCCESS;
        if (local.hasIpv4()) {
            status = ipv4.check(local, sharing);
        }
        if (local.hasIpv6() && status == NtStatus.STATUS_SUCCESS) {
            status = ipv6.check(local, sharing);
        }
        return status;
    }

    /** A dynamic port that nobody has of the families of an address; 0 for none. */
    int pick(LocalAddress local) {
        if (!local.hasIpv6()) {
            return ipv4.pick(port -> true);
        }
        return ipv6.pick(port -> !local.hasIpv4() || ipv4.isFree(port));
    }

    void add(E endpoint) {
        if (endpoint.local().hasIpv4()) {
            ipv4.add(endpoint);
        }
        if (endpoint.local().hasIpv6()) {
            ipv6.add(endpoint);
        }
    }

    /** Takes an endpoint out, if it is in: those that were accepted are not. */
    void remove(E endpoint) {
        ipv4.remove(endpoint);
        ipv6.remove(endpoint);
    }

    /** A connection begins from its local port, and keeps it to its end in TIME-WAIT. */
    void hold(Flow flow) {
        of(!flow.isIpv6()).hold(flow.localPort());
    }

    /** Such a connection is over. */
    void release(Flow flow) {
        of(!flow.isIpv6()).release(flow.localPort());
    }

    /** The endpoint that what comes to the address of these bits belongs to, null for none. */
    @Nullable E taker(long high, long low, int port, Predicate<E> takes) {
        return of(IpAddress.isIpv4(high, low)).taker(high, low, port, takes);
    }

    /** The endpoint of a port of IPv4 that was bound first, whatever its address; null for none. */
    @Nullable E firstOfIpv4(int port) {
        List<E> all = ipv4.at(port);
        return all.isEmpty() ? null : all.getFirst();
    }

    private PortTable<E> of(boolean isIpv4) {
        return isIpv4 ? ipv4 : ipv6;
    }
}
