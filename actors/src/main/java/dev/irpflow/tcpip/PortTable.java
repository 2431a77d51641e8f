package dev.irpflow.tcpip;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The TCP ports of a machine: which endpoints are bound to them. */
final class PortTable {
    // The dynamic ports of Windows, as IANA has them: RFC 6335, section 6.
    private static final int FIRST_DYNAMIC = 49_152;
    private static final int DYNAMIC_PORTS = 16_384;
    static final int NONE = 0;

    private final Map<Integer, List<Endpoint>> bound = new LinkedHashMap<>();
    private final Map<Integer, Integer> connecting = new LinkedHashMap<>();
    private int next;

    /**
     * @param start what the first dynamic port is drawn from
     */
    PortTable(long start) {
        this.next = (int) Long.remainderUnsigned(start, DYNAMIC_PORTS);
    }

    /** Whether an address may be bound. */
    NtStatus check(int ip, int port, TcpSharing sharing) {
        for (Endpoint first : bound.getOrDefault(port, List.of())) {
            NtStatus status = AddressSharing.of(ip, sharing, first);
            if (status != NtStatus.STATUS_SUCCESS) {
                return status;
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /**
     * A dynamic port that nobody has, not even a connection in TIME-WAIT; {@link #NONE} for none.
     */
    int pick() {
        for (int tries = 0; tries < DYNAMIC_PORTS; tries++) {
            int port = FIRST_DYNAMIC + next;
            next = (next + 1) % DYNAMIC_PORTS;
            if (!bound.containsKey(port) && !connecting.containsKey(port)) {
                return port;
            }
        }
        return NONE;
    }

    void add(Endpoint endpoint) {
        bound.computeIfAbsent(endpoint.port(), port -> new ArrayList<>(1)).add(endpoint);
    }

    /** Takes an endpoint out, if it is in: those that were accepted are not. */
    void remove(Endpoint endpoint) {
        List<Endpoint> sharers = bound.get(endpoint.port());
        if (sharers != null && sharers.remove(endpoint) && sharers.isEmpty()) {
            bound.remove(endpoint.port());
        }
    }

    /** A connection begins from this port, and keeps it to its end in TIME-WAIT. */
    void hold(int port) {
        connecting.merge(port, 1, Integer::sum);
    }

    /** Such a connection is over. */
    void release(int port) {
        connecting.computeIfPresent(port, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The listener that a connection to this address belongs to, null for none. */
    @Nullable Endpoint listener(int ip, int port) {
        Endpoint any = null;
        for (Endpoint endpoint : bound.getOrDefault(port, List.of())) {
            if (endpoint.isListening()) {
                if (endpoint.ip() == ip) {
                    return endpoint;
                }
                if (endpoint.ip() == 0) {
                    any = endpoint;
                }
            }
        }
        return any;
    }

    /** Whether another endpoint listens at just this address. */
    boolean isTaken(Endpoint endpoint) {
        for (Endpoint other : bound.getOrDefault(endpoint.port(), List.of())) {
            if (other.isListening() && other.ip() == endpoint.ip()) {
                return true;
            }
        }
        return false;
    }
}
