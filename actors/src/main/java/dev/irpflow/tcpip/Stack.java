package dev.irpflow.tcpip;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.stage.Site;
import org.jspecify.annotations.Nullable;

/** What the transport of a machine knows: its addresses, its ports and its connections. */
final class Stack {
    private static final long ISN = Site.key("initial sequence numbers");
    private static final long PORTS = Site.key("first dynamic port");
    private static final long DATAGRAM_PORTS = Site.key("first dynamic port of UDP");

    // RFC 9293, 3.4.1: the clock of initial sequence numbers ticks every 4 microseconds.
    private static final long ISN_TICK_NS = 4_000;

    // A later incarnation begins this far behind an earlier one that is in TIME-WAIT.
    private static final int INCARNATION_GAP = 1 << 20;

    // IPv4 and TCP headers without options: RFC 9293, 3.7.1.
    private static final int HEADERS = 40;

    // Handshakes that a listener has under way; more are an attack, and their SYNs are dropped.
    private static final int MAX_HALF_OPEN = 500;

    private static final int LOOPBACK_NET = 127;

    private final int[] addresses;
    private final int segmentSize;
    private final ConnectionTable connections = new ConnectionTable();
    private final long secret;
    private final PortTable<Endpoint> ports;
    private final PortTable<UdpEndpoint> datagramPorts;

    Stack(String machine, TcpipSettings settings) {
        this.addresses = settings.addresses().stream().mapToInt(Integer::intValue).toArray();
        this.segmentSize = settings.mtu() - HEADERS;
        this.secret = Site.join(Site.key(machine), settings.incarnation());
        this.ports = new PortTable<>(Site.join(secret, PORTS));
        this.datagramPorts = new PortTable<>(Site.join(secret, DATAGRAM_PORTS));
    }

    /** The ports of TCP. */
    PortTable<Endpoint> ports() {
        return ports;
    }

    /** The ports of UDP, which are others. */
    PortTable<UdpEndpoint> datagramPorts() {
        return datagramPorts;
    }

    /** Whether an address is one of the machine's. */
    boolean isMine(int ip) {
        for (int address : addresses) {
            if (address == ip) {
                return true;
            }
        }
        return isLoopback(ip);
    }

    /** The address from which an endpoint reaches a remote one; 0 for none. */
    int sourceOf(LocalEndpoint endpoint, int remote) {
        int source = endpoint.ip() == 0 ? sourceFor(remote) : endpoint.ip();
        return isLoopback(source) == isLoopback(remote) ? source : 0;
    }

    // Simplified: Windows looks up the route and its source; here every peer is next door.
    private int sourceFor(int remote) {
        if (isMine(remote)) {
            return remote;
        }
        return addresses.length == 0 ? 0 : addresses[0];
    }

    private static boolean isLoopback(int ip) {
        return ip >>> 24 == LOOPBACK_NET;
    }

    /** The connection that a frame belongs to, null for none. */
    @Nullable Connection find(Frame frame) {
        TcpSegment segment = frame.getTcp();
        return connections.find(
                frame.getDestination(),
                segment.getDestinationPort(),
                frame.getSource(),
                segment.getSourcePort());
    }

    @Nullable Connection find(Flow flow) {
        return connections.find(flow);
    }

    /** Begins a connection from an endpoint; there is none of this flow. */
    Connection connect(Flow flow, Endpoint endpoint, Sink sink) {
        int initial = initialSequence(flow, sink.now());
        Connection connection = Connection.connect(flow, initial, endpoint, segmentSize, sink);
        connections.add(connection);
        ports.hold(flow.localPort());
        return connection;
    }

    /**
     * A frame has come that belongs to no connection, or to an earlier one in TIME-WAIT. Gives the
     * connection that it begins, null for none.
     */
    @Nullable Connection arriveForNobody(Frame frame, @Nullable Connection earlier, Sink sink) {
        TcpSegment segment = frame.getTcp();
        boolean opens = (segment.getFlags() & (Wire.SYN | Wire.ACK | Wire.RST)) == Wire.SYN;
        Endpoint listener =
                opens
                        ? ports.taker(
                                frame.getDestination(),
                                segment.getDestinationPort(),
                                Endpoint::isListening)
                        : null;
        if (listener == null || !(listener.role() instanceof Endpoint.Role.Listening listening)) {
            Wire.refuse(frame, sink);
            return null;
        }
        if (listening.unknown().size() >= MAX_HALF_OPEN) {
            return null;
        }
        Flow flow =
                new Flow(
                        frame.getDestination(),
                        segment.getDestinationPort(),
                        frame.getSource(),
                        segment.getSourcePort());
        int initial = initialSequence(flow, sink.now());
        if (earlier != null) {
            initial = earlier.highestSent() + INCARNATION_GAP;
            earlier.outlive(sink);
            forgetIfClosed(earlier);
        }
        Connection connection =
                Connection.requested(
                        flow, initial, listener, segmentSize, listening.nextRequest(), sink);
        connection.answer(segment, sink);
        listening.unknown().add(connection);
        connections.add(connection);
        return connection;
    }

    /** A connection that is over leaves the tables. */
    void forgetIfClosed(Connection connection) {
        if (!connection.isClosed()) {
            return;
        }
        if (connections.find(connection.flow()) == connection) {
            connections.remove(connection);
            if (connection.isOurs()) {
                ports.release(connection.flow().localPort());
            }
        }
        Endpoint listener = connection.listener();
        if (listener != null
                && connection.indications().isEmpty()
                && listener.role() instanceof Endpoint.Role.Listening listening) {
            listening.unknown().remove(connection);
        }
    }

    // RFC 6528: no two incarnations of a flow begin near each other.
    private int initialSequence(Flow flow, long now) {
        return (int) (Site.join(flow.key(secret), ISN) + now / ISN_TICK_NS);
    }
}
