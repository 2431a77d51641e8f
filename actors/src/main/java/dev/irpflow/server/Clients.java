package dev.irpflow.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation each client is in, while the server runs. A client that begins anew has given
 * the old one up, even if its connection is not known to be dead yet: what may still arrive on it
 * is to have no effect.
 */
final class Clients {
    private record Latest(long connection, Conversation conversation) {}

    private final Map<String, Latest> latest = new LinkedHashMap<>();
    private long lastNumber;

    /**
     * @param firstNumber greater than any number that an earlier run of the server gave to a
     *     session or handle, so that none is taken for another
     */
    Clients(long firstNumber) {
        this.lastNumber = firstNumber;
    }

    /** A number for a session or a handle; none is given twice. */
    long newNumber() {
        return ++lastNumber;
    }

    /** A conversation begins; false if the client has begun a later one already. */
    boolean begin(String client, long connection, Conversation conversation) {
        Latest before = latest.get(client);
        if (before != null && before.connection() >= connection) {
            return false;
        }
        latest.put(client, new Latest(connection, conversation));
        if (before != null) {
            before.conversation().forget();
        }
        return true;
    }

    /** Lets conversations forget their sessions: those with this client, or all if it is null. */
    boolean endSessions(@Nullable String client) {
        boolean some = false;
        for (Map.Entry<String, Latest> each : latest.entrySet()) {
            if (client == null || client.equals(each.getKey())) {
                some |= each.getValue().conversation().endSessions();
            }
        }
        return some;
    }

    /** A conversation's connection is gone. What the client may have begun since stays. */
    void end(@Nullable String client, Conversation conversation) {
        Latest current = client == null ? null : latest.get(client);
        if (current != null && current.conversation() == conversation) {
            latest.remove(client);
        }
    }
}
