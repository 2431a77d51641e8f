package dev.irpflow.tcpip;

import dev.irpflow.address.IpAddress;
import dev.irpflow.protocol.network.Frame;
import org.jspecify.annotations.Nullable;

/** The connections of a machine by flow: an open-addressed table, because each frame asks it. */
final class ConnectionTable {
    private @Nullable Connection[] slots = new Connection[4];
    private int size;

    /** The connection that a segment belongs to, which has arrived; null for none. */
    @Nullable Connection find(Frame frame) {
        int localPort = frame.getTcp().getDestinationPort();
        int remotePort = frame.getTcp().getSourcePort();
        long localHigh = IpAddress.high(frame.getDestination6());
        long localLow = IpAddress.low(frame.getDestination(), frame.getDestination6());
        long remoteHigh = IpAddress.high(frame.getSource6());
        long remoteLow = IpAddress.low(frame.getSource(), frame.getSource6());
        int mask = slots.length - 1;
        int start = start(mixed(localHigh, localLow, remoteHigh, remoteLow), localPort, remotePort);
        for (int i = start & mask; ; i = (i + 1) & mask) {
            Connection connection = slots[i];
            if (connection == null) {
                return null;
            }
            Flow flow = connection.flow();
            if (flow.remotePort() == remotePort
                    && flow.localPort() == localPort
                    && flow.remote().is(remoteHigh, remoteLow)
                    && flow.local().is(localHigh, localLow)) {
                return connection;
            }
        }
    }

    @Nullable Connection find(Flow flow) {
        int mask = slots.length - 1;
        for (int i = start(flow, mask); ; i = (i + 1) & mask) {
            Connection connection = slots[i];
            if (connection == null || connection.flow().equals(flow)) {
                return connection;
            }
        }
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
        IpAddress local = flow.local();
        IpAddress remote = flow.remote();
        long ips = mixed(local.high(), local.low(), remote.high(), remote.low());
        return start(ips, flow.localPort(), flow.remotePort()) & mask;
    }

    private static long mixed(long localHigh, long localLow, long remoteHigh, long remoteLow) {
        return localLow << 32 ^ remoteLow ^ localHigh ^ Long.rotateLeft(remoteHigh, 32);
    }

    private static int start(long ips, int localPort, int remotePort) {
        long mixed = ips * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (long) localPort << 16 ^ remotePort) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 33);
    }
}
