package dev.irpflow.network;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.network.TcpSegment;
import dev.irpflow.protocol.network.UdpDatagram;

/** What a frame carries, whichever transport has sent it: data, and how much of a link it takes. */
public final class Payload {
    // Ethernet header and check sequence, and the headers of IPv4, TCP and UDP without options.
    private static final int ETHERNET_OCTETS = 18;
    private static final int IP_OCTETS = 20;
    private static final int TCP_OCTETS = 20;
    private static final int UDP_OCTETS = 8;
    private static final int SEGMENT_SIZE_OPTION_OCTETS = 4;

    // RFC 791: where a fragment stands is counted in these.
    private static final int FRAGMENT_UNIT = 8;

    private Payload() {}

    /** The data of its transport, which a fault may change without any check noticing. */
    public static ByteString data(Frame frame) {
        return switch (frame.getPayloadCase()) {
            case TCP -> frame.getTcp().getData();
            case UDP -> frame.getUdp().getData();
            case PAYLOAD_NOT_SET -> ByteString.EMPTY;
        };
    }

    /** The same frame with other data. */
    static Frame with(Frame frame, ByteString data) {
        return switch (frame.getPayloadCase()) {
            case TCP -> frame.toBuilder().setTcp(frame.getTcp().toBuilder().setData(data)).build();
            case UDP -> frame.toBuilder().setUdp(frame.getUdp().toBuilder().setData(data)).build();
            case PAYLOAD_NOT_SET -> frame;
        };
    }

    /** Whether a link takes it: a segment is never cut into fragments, a datagram is. */
    static boolean fits(Frame frame, int mtu) {
        return frame.hasUdp() || IP_OCTETS + octets(frame) <= mtu;
    }

    /** The octets that it takes of a link, all its fragments together. */
    static int size(Frame frame, int mtu) {
        int octets = octets(frame);
        int room = (mtu - IP_OCTETS) / FRAGMENT_UNIT * FRAGMENT_UNIT;
        int packets = frame.hasUdp() && IP_OCTETS + octets > mtu ? (octets + room - 1) / room : 1;
        return packets * (ETHERNET_OCTETS + IP_OCTETS) + octets;
    }

    private static int octets(Frame frame) {
        if (frame.hasUdp()) {
            return octets(frame.getUdp());
        }
        TcpSegment segment = frame.getTcp();
        int options = segment.getMaxSegmentSize() == 0 ? 0 : SEGMENT_SIZE_OPTION_OCTETS;
        return TCP_OCTETS + options + segment.getData().size();
    }

    private static int octets(UdpDatagram datagram) {
        return UDP_OCTETS + datagram.getData().size();
    }
}
