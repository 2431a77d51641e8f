package dev.irpflow.wsk;

import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The accepts that wait for a connection, or the connections that wait for an accept. WSK has no
 * backlog argument: page
 * windows-driver-docs-pr/network/using-winsock-kernel-functions-vs--event-callback-functions.md.
 */
final class AcceptQueue {
    // WskChoice.UNACCEPTED_CONNECTIONS
    private static final int MOST_WAITING = 200;

    private final Deque<Pending> accepts = new ArrayDeque<>(4);
    private final Deque<Socket> connections = new ArrayDeque<>(4);

    /** An accept waits. */
    void add(Pending accept) {
        accepts.addLast(accept);
    }

    /** An accept was cancelled. */
    void remove(Pending accept) {
        accepts.remove(accept);
    }

    /** A connection waits; false if too many do. */
    boolean add(Socket connection) {
        if (connections.size() == MOST_WAITING) {
            return false;
        }
        connections.addLast(connection);
        return true;
    }

    /** A connection that waited has gone. */
    void remove(Socket connection) {
        connections.remove(connection);
    }

    /** Whether an accept would end at once. */
    boolean canServe() {
        return accepts.isEmpty() && !connections.isEmpty();
    }

    /** The oldest accept that was not cancelled; whoever gets it ends it. Null for none. */
    @Nullable Pending nextAccept() {
        Pending next = accepts.pollFirst();
        while (next != null && !next.claim()) {
            next = accepts.pollFirst();
        }
        return next;
    }

    /** The connection that has waited longest; null for none. */
    @Nullable Socket nextConnection() {
        return connections.pollFirst();
    }

    boolean hasConnections() {
        return !connections.isEmpty();
    }

    /** The listening socket is gone: its accepts end. */
    void fail(NtStatus status, Agenda agenda) {
        for (Pending next = nextAccept(); next != null; next = nextAccept()) {
            agenda.finish(next, status, 0);
        }
    }
}
