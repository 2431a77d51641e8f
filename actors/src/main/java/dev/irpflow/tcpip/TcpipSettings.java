package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import java.util.List;

/**
 * How the transport of a machine is built.
 *
 * @param addresses its IP addresses; the first one of a family is the source of what an endpoint
 *     sends that is bound to any address
 * @param incarnation how often the machine was started before: what is drawn at a start (initial
 *     sequence numbers, the first ephemeral port) differs from one start to the next
 * @param mtu the largest IP packet that its interface sends, in octets
 */
public record TcpipSettings(List<IpAddress> addresses, long incarnation, int mtu) {
    private static final int ETHERNET_MTU = 1500;

    /** Keeps its own copy of the addresses. */
    public TcpipSettings {
        addresses = List.copyOf(addresses);
    }

    /** A machine on Ethernet that was started for the first time. */
    public static TcpipSettings of(List<IpAddress> addresses) {
        return new TcpipSettings(addresses, 0, ETHERNET_MTU);
    }

    /** The same after so many starts. */
    public TcpipSettings withIncarnation(long starts) {
        return new TcpipSettings(addresses, starts, mtu);
    }

    /** The same with another MTU in octets. */
    public TcpipSettings withMtu(int octets) {
        return new TcpipSettings(addresses, incarnation, octets);
    }
}
