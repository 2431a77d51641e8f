package dev.irpflow.tcpip;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;
import dev.irpflow.protocol.tcpip.TransportAddress;

/**
 * What binding to a local address is answered with, whatever the protocol.
 *
 * @param port the port, which was picked if none was asked for; meaningful with success
 */
record LocalPort(NtStatus status, int port) {
    private static final int LAST_PORT = 65_535;

    // Of a port, or 0.
    private static boolean isPort(int number) {
        return number >= 0 && number <= LAST_PORT;
    }

    /** Whether both parts of a remote address are given, and are some. */
    static boolean isRemote(int ip, int port) {
        return ip != 0 && port != PortTable.NONE && isPort(port);
    }

    /** Finds a port in a protocol's table for an address of this machine. */
    static LocalPort find(
            TransportAddress local, TcpSharing sharing, Stack stack, PortTable<?> ports) {
        int ip = local.getIp();
        int port = local.getPort();
        if ((ip != 0 && !stack.isMine(ip)) || !isPort(port)) {
            return new LocalPort(NtStatus.STATUS_INVALID_ADDRESS_COMPONENT, PortTable.NONE);
        }
        if (port != PortTable.NONE) {
            return new LocalPort(ports.check(ip, port, sharing), port);
        }
        int picked = ports.pick();
        return new LocalPort(
                picked == PortTable.NONE
                        ? NtStatus.STATUS_TOO_MANY_ADDRESSES
                        : NtStatus.STATUS_SUCCESS,
                picked);
    }
}
