package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;

/**
 * Whether a second endpoint may have a local address of a first: the table of
 * sharing-transport-addresses.md.
 */
final class AddressSharing {
    private enum Outcome {
        SUCCESS,
        /** STATUS_ADDRESS_ALREADY_EXISTS. */
        IN_USE,
        /** STATUS_ACCESS_DENIED. */
        DENIED,
        /** As the security descriptor of the first says. */
        CHECK
    }

    // A row for each second, a column for each first: default, reuse and exclusive, each with the
    // wildcard address and with a specific one. S success, I in use, D denied, C check.
    private static final String[] TABLE = {
        "ISISIS", // default wildcard
        "CICDDI", // default specific
        "DSSSDS", // reuse wildcard
        "CDSSDD", // reuse specific
        "IIIIII", // exclusive wildcard
        "CICIDI", // exclusive specific
    };

    private AddressSharing() {}

    /**
     * What binding to this address and the port of the first is answered with; they have a family
     * in common.
     */
    static NtStatus of(LocalAddress second, TcpSharing sharing, LocalEndpoint first) {
        IpAddress ip = second.ip();
        IpAddress firstIp = first.local().ip();
        if (!ip.isAny() && !firstIp.isAny() && !ip.equals(firstIp)) {
            return NtStatus.STATUS_SUCCESS; // two different addresses never conflict
        }
        return switch (outcome(index(sharing, ip), index(first.sharing().mode(), firstIp))) {
            case SUCCESS -> NtStatus.STATUS_SUCCESS;
            case IN_USE -> NtStatus.STATUS_ADDRESS_ALREADY_EXISTS;
            case DENIED -> NtStatus.STATUS_ACCESS_DENIED;
            case CHECK ->
                    first.sharing().isGranted()
                            ? NtStatus.STATUS_SUCCESS
                            : NtStatus.STATUS_ACCESS_DENIED;
        };
    }

    private static Outcome outcome(int second, int first) {
        char letter = TABLE[second].charAt(first);
        return switch (letter) {
            case 'S' -> Outcome.SUCCESS;
            case 'I' -> Outcome.IN_USE;
            case 'D' -> Outcome.DENIED;
            case 'C' -> Outcome.CHECK;
            default -> throw new IllegalStateException("no outcome " + letter);
        };
    }

    private static int index(TcpSharing sharing, IpAddress ip) {
        int specific = ip.isAny() ? 0 : 1;
        return switch (sharing) {
            case TCP_SHARING_UNSPECIFIED, UNRECOGNIZED -> specific;
            case TCP_SHARING_REUSE -> 2 + specific;
            case TCP_SHARING_EXCLUSIVE -> 4 + specific;
        };
    }
}
