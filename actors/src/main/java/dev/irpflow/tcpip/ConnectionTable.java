package dev.irpflow.tcpip;

import org.jspecify.annotations.Nullable;

/** The connections of a machine by flow: an open-addressed table, because each frame asks it. */
final class ConnectionTable {
    private @Nullable Connection[] slots = new Connection[4];
    private int size;

    @Nullable Connection find(int localIp, int localPort, int remoteIp, int remotePort) {
        int mask = slots.length - 1;
        for (int i = start(localIp, localPort, remoteIp, remotePort, mask); ; i = (i + 1) & mask) {
            Connection connection = slots[i];
            if (connection == null) {
                return null;
            }
            Flow flow = connection.flow();
            if (flow.remotePort() == remotePort
                    && flow.remoteIp() == remoteIp
                    && flow.localPort() == localPort
                    && flow.localIp() == localIp) {
                return connection;
            }
        }
    }

    @Nullable Connection find(Flow flow) {
        return find(flow.localIp(), flow.localPort(), flow.remoteIp(), flow.remotePort());
    }

    /** Adds a connection; its flow is not in. */
    void add(Connection connection) {
        if (2 * (size + 1) > slots.length) {
            @Nullable Connection[] old = slots;
            slots = new Connection[old.length * 2];
            for (Connection moved : old) {
                if (moved != null) {
                    insert(moved);
                }
            }
        }
        insert(connection);
        size++;
    }

    /** Takes a connection out, if it is in. */
    void remove(Connection connection) {
        int mask = slots.length - 1;
        int hole = start(connection.flow(), mask);
        while (slots[hole] != connection) {
            if (slots[hole] == null) {
                return;
            }
            hole = (hole + 1) & mask;
        }
        slots[hole] = null;
        size--;
        for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) { // close the gap
            Connection moved = slots[i];
            if (moved == null) {
                return;
            }
            slots[i] = null;
            insert(moved);
        }
    }

    private void insert(Connection connection) {
        int mask = slots.length - 1;
        int i = start(connection.flow(), mask);
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = connection;
    }

    private static int start(Flow flow, int mask) {
        return start(flow.localIp(), flow.localPort(), flow.remoteIp(), flow.remotePort(), mask);
    }

    private static int start(int localIp, int localPort, int remoteIp, int remotePort, int mask) {
        long mixed = ((long) localIp << 32 ^ remoteIp) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (long) localPort << 16 ^ remotePort) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 33) & mask;
    }
}
