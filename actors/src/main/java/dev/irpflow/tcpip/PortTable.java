package dev.irpflow.tcpip;

import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.tcpip.TcpSharing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ports of one protocol and one family of a machine: which endpoints are bound to them. */
final class PortTable<E extends LocalEndpoint> {
    // The dynamic ports of Windows, as IANA has them: RFC 6335, section 6.
    private static final int FIRST_DYNAMIC = 49_152;
    private static final int DYNAMIC_PORTS = 16_384;
    static final int NONE = 0;

    private final Map<Integer, List<E>> bound = new LinkedHashMap<>();
    private final Map<Integer, Integer> connecting = new LinkedHashMap<>();
    private int next;

    /**
     * @param start what the first dynamic port is drawn from
     */
    PortTable(long start) {
        this.next = (int) Long.remainderUnsigned(start, DYNAMIC_PORTS);
    }

    /** Whether an address may be bound. */
    NtStatus check(LocalAddress local, TcpSharing sharing) {
        for (E first : at(local.port())) {
            NtStatus status = AddressSharing.of(local, sharing, first);
            if (status != NtStatus.STATUS_SUCCESS) {
                return status;
            }
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /**
     * A dynamic port that is also good elsewhere and that nobody has, not even a connection in
     * TIME-WAIT; {@link #NONE} for none.
     */
    int pick(IntPredicate elsewhere) {
        for (int tries = 0; tries < DYNAMIC_PORTS; tries++) {
            int port = FIRST_DYNAMIC + next;
            next = (next + 1) % DYNAMIC_PORTS;
            if (isFree(port) && elsewhere.test(port)) {
                return port;
            }
        }
        return NONE;
    }

    /** Whether nobody has a port, not even a connection in TIME-WAIT. */
    boolean isFree(int port) {
        return !bound.containsKey(port) && !connecting.containsKey(port);
    }

    void add(E endpoint) {
        bound.computeIfAbsent(endpoint.local().port(), port -> new ArrayList<>(1)).add(endpoint);
    }

    /** Takes an endpoint out, if it is in: those that were accepted are not. */
    void remove(E endpoint) {
        List<E> sharers = bound.get(endpoint.local().port());
        if (sharers != null && sharers.remove(endpoint) && sharers.isEmpty()) {
            bound.remove(endpoint.local().port());
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

    /** The endpoints of a port, in the order in which they were bound. */
    List<E> at(int port) {
        return bound.getOrDefault(port, List.of());
    }

    /**
     * The endpoint that what comes to the address of these bits belongs to, null for none: one of
     * just this address before one of any. Which of several that share it, the documentation leaves
     * open: here the one that was bound first.
     */
    @Nullable E taker(long high, long low, int port, Predicate<E> takes) {
        E any = null;
        for (E endpoint : at(port)) {
            if (takes.test(endpoint)) {
                if (endpoint.local().ip().is(high, low)) {
                    return endpoint;
                }
                if (endpoint.local().ip().isAny() && any == null) {
                    any = endpoint;
                }
            }
        }
        return any;
    }
}
