package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;

/**
 * What binding to a local address is answered with, whatever the protocol.
 *
 * @param local with the port, which was picked if none was asked for; meaningful with success
 */
record LocalPort(NtStatus status, LocalAddress local) {
    private static final int LAST_PORT = 65_535;

    // Of a port, or 0.
    private static boolean isPort(int number) {
        return number >= 0 && number <= LAST_PORT;
    }

    /** Whether both parts of a remote address are given, and are some. */
    static boolean isRemote(IpAddress ip, int port) {
        return !ip.isAny() && port != PortTable.NONE && isPort(port);
    }

    /** Finds a port of a protocol for an address of this machine. */
    static LocalPort find(
            LocalAddress local, TcpSharing sharing, LocalAddresses own, Ports<?> ports) {
        if ((!local.ip().isAny() && !own.has(local.ip())) || !isPort(local.port())) {
            return new LocalPort(NtStatus.STATUS_INVALID_ADDRESS_COMPONENT, local);
        }
        if (local.port() != PortTable.NONE) {
            return new LocalPort(ports.check(local, sharing), local);
        }
        int picked = ports.pick(local);
        return new LocalPort(
                picked == PortTable.NONE
                        ? NtStatus.STATUS_TOO_MANY_ADDRESSES
                        : NtStatus.STATUS_SUCCESS,
                local.withPort(picked));
    }
}
