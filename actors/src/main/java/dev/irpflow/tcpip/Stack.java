package dev.irpflow.tcpip;

import com.google.protobuf.ByteString;
import dev.irpflow.address.IpAddress;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.stage.Site;
import java.util.ArrayList;
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

    // Handshakes that a listener has under way; more are an attack, and their SYNs are dropped.
    private static final int MAX_HALF_OPEN = 500;

    private final LocalAddresses addresses;
    private final int mtu;
    private final ConnectionTable connections = new ConnectionTable();
    private final long secret;
    private final Ports<Endpoint> ports;
    private final Ports<UdpEndpoint> datagramPorts;

    Stack(String machine, TcpipSettings settings) {
        this.addresses = new LocalAddresses(settings.addresses());
        this.mtu = settings.mtu();
        this.secret = Site.join(Site.key(machine), settings.incarnation());
        this.ports = new Ports<>(Site.join(secret, PORTS));
        this.datagramPorts = new Ports<>(Site.join(secret, DATAGRAM_PORTS));
    }

    /** The ports of TCP. */
    Ports<Endpoint> ports() {
        return ports;
    }

    /** The ports of UDP, which are others. */
    Ports<UdpEndpoint> datagramPorts() {
        return datagramPorts;
    }

    /** The addresses of the machine. */
    LocalAddresses addresses() {
        return addresses;
    }

    /** Whether a frame is for this machine. */
    boolean isMine(Frame frame) {
        ByteString ipv6 = frame.getDestination6();
        return addresses.has(IpAddress.high(ipv6), IpAddress.low(frame.getDestination(), ipv6));
    }

    /** The connection that a frame belongs to, null for none. */
    @Nullable Connection find(Frame frame) {
        return connections.find(frame);
    }

    @Nullable Connection find(Flow flow) {
        return connections.find(flow);
    }

    /** Begins a connection from an endpoint; there is none of this flow. */
    Connection connect(Flow flow, Endpoint endpoint, Sink sink) {
        int initial = initialSequence(flow, sink.now());
        int size = SegmentSize.own(flow, mtu);
        Connection connection = Connection.connect(flow, initial, endpoint, size, sink);
        connections.add(connection);
        ports.hold(flow);
        return connection;
    }

    /**
     * A frame has come that belongs to no connection, or to an earlier one in TIME-WAIT. Gives the
     * connection that it begins, null for none.
     */
    @Nullable Connection arriveForNobody(Frame frame, @Nullable Connection earlier, Sink sink) {
        TcpSegment segment = frame.getTcp();
        boolean opens = (segment.getFlags() & (Wire.SYN | Wire.ACK | Wire.RST)) == Wire.SYN;
        Endpoint listener = opens ? listenerFor(frame) : null;
        if (listener == null || !(listener.role() instanceof Endpoint.Role.Listening listening)) {
            Wire.refuse(frame, sink);
            return null;
        }
        if (listening.unknown().size() >= MAX_HALF_OPEN) {
            return null;
        }
        Flow flow = Flow.ofArrived(frame);
        int initial = initialSequence(flow, sink.now());
        if (earlier != null) {
            initial = earlier.highestSent() + INCARNATION_GAP;
            earlier.outlive(sink);
            forgetIfClosed(earlier);
        }
        Connection connection =
                Connection.requested(
                        flow,
                        initial,
                        listener,
                        SegmentSize.own(flow, mtu),
                        listening.nextRequest(),
                        sink);
        connection.answer(segment, sink);
        listening.unknown().add(connection);
        connections.add(connection);
        return connection;
    }

    /** An endpoint goes; what is connected by it, or being connected, is reset. */
    void close(LocalEndpoint endpoint, Sink sink) {
        switch (endpoint) {
            case UdpEndpoint datagrams -> {
                datagrams.close();
                datagramPorts.remove(datagrams);
            }
            case Endpoint ofTcp -> {
                reset(ofTcp.role(), sink);
                ports.remove(ofTcp);
            }
        }
        sink.machine().objects().remove(endpoint);
    }

    private void reset(Endpoint.Role role, Sink sink) {
        switch (role) {
            case Endpoint.Role.Bound _ -> {}
            case Endpoint.Role.Listening listening -> {
                for (Connection unknown : new ArrayList<>(listening.unknown())) {
                    unknown.abort(sink);
                    forgetIfClosed(unknown);
                }
                listening.unknown().clear();
            }
            case Endpoint.Role.Connected connected -> {
                connected.connection().abort(sink);
                forgetIfClosed(connected.connection());
            }
        }
    }

    private @Nullable Endpoint listenerFor(Frame frame) {
        ByteString ipv6 = frame.getDestination6();
        return ports.taker(
                IpAddress.high(ipv6),
                IpAddress.low(frame.getDestination(), ipv6),
                frame.getTcp().getDestinationPort(),
                Endpoint::isListening);
    }

    /** A connection that is over leaves the tables. */
    void forgetIfClosed(Connection connection) {
        if (!connection.isClosed()) {
            return;
        }
        if (connections.find(connection.flow()) == connection) {
            connections.remove(connection);
            if (connection.isOurs()) {
                ports.release(connection.flow());
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
